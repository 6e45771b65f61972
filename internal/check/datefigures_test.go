package check

import "testing"

func TestDateInFigures(t *testing.T) {
	judge(t, dateFigures, []said{
		{"en", "It opened on 3/17/2031.", "one", "3/17/2031"},
		{"en", "It opened on 3/4/2031 or 17.03.2031, not 2031/03/17.", "one", "3/4/2031|17.03.2031|2031/03/17"},
		{"es", "Abrió el 16/04/31 o en 03/2031.", "one", "16/04/31|03/2031"},
		{"en", "It opened on 2031-03-17, 16/4, 24/7 with version 1.2.31 of law 3/2031 and file A/3/4/2031.", "one", ""},
		{"en", "The sign reads “3/4/2031”; 1/13/13/2031 and 40/50/2031 are no dates.", "one", ""},
	})
	x := accused()
	p := page("p", "en", sentence("It opened on 3/17/2031, and shut on 3/4/2031."))
	x.Pages = append(x.Pages, p)
	expect(t, shown(x, dateFigures), `content:9:14: "3/17/2031" is a date in figures [date-in-figures]; write 17 March 2031
content:9:37: "3/4/2031" is a date in figures [date-in-figures]; write the month in letters`)
}
