package check

import (
	"testing"

	"explainer/internal/explainer"
)

func TestPartOfADate(t *testing.T) {
	x := accused()
	x.Claims = append(x.Claims,
		claim("closed", "It closed in late 2030.", "Cerró a fines de 2030.", "the end of 2030"),
		claim("began", "Work began in the spring of 2028.", "La obra empezó en la primavera de 2028.", "the spring of 2028"))
	opened := claim("opened", "It opened on 12 May 2031.", "Abrió el 12 de mayo de 2031.", "12 May 2031")
	opened.Date = word("2031-05-12")
	x.Claims = append(x.Claims, opened, claim("said", "It was said on 16 May 2031.", "Se dijo el 16 de mayo de 2031.", "16 May 2031"))
	for _, c := range []said{
		{"en", "It opened in early May 2031.", "opened", ""},
		{"en", "It was said in early May 2031.", "said", "early May 2031"},
		{"en", "It was said in late May 2031.", "said", "late May 2031"},
		{"en", "It opened in mid-May 2031.", "opened", ""},
		{"en", "It opened in late May 2031.", "opened", "late May 2031"},
		{"en", "It opened at the end of 2031.", "opened", "the end of 2031"},
		{"en", "It opened in the second quarter of 2031.", "opened", ""},
		{"en", "It opened in the third quarter of 2031.", "opened", "third quarter of 2031"},
		{"en", "It opened in the spring of 2031.", "opened", "spring of 2031"},
		{"en", "It closed in late 2030.", "closed", ""},
		{"en", "It closed in early 2030.", "closed", "early 2030"},
		{"en", "Work began in spring 2028.", "began", ""},
		{"en", "It opened late, in 2031; early on 12 May 2031.", "opened", ""},
		{"en", "It opened in the spring of 2031, on 12 May 2031.", "opened", ""},
		{"es", "Abrió a principios de mayo de 2031.", "opened", ""},
		{"es", "Abrió a fines de mayo de 2031.", "opened", "fines de mayo de 2031"},
		{"es", "Abrió en el tercer trimestre de 2031.", "opened", "tercer trimestre de 2031"},
		{"es", "Cerró a finales de 2030.", "closed", ""},
		{"es", "Empezó en el otoño de 2028.", "began", "otoño de 2028"},
	} {
		x.Pages = []*explainer.Page{page("p", c.edition, sentence(c.text, c.claims))}
		want, got := "", ""
		for _, d := range found(x, numbers) {
			if d.Code == "qualifier-differs" {
				got += d.Message
			}
		}
		if c.want != "" {
			want = "\"" + c.want + "\" is more than the claims this sentence cites say"
		}
		if got != want {
			t.Errorf("%q: found %s, want %s", c.text, got, want)
		}
	}
}
