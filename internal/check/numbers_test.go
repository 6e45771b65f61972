package check

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

func lodge() *explainer.Explainer {
	x := fiction()
	beds := claim("beds", "The lodge has up to 40,000 beds.", "El refugio tiene hasta 40.000 camas.", "up to 40,000 beds")
	staff := claim("staff", "It employs 36,000 people.", "Emplea a 36.000 personas.", "36,000 workers")
	guests := claim("guests", "At least 261 people stayed in 2030.", "Al menos 261 personas se alojaron en 2030.", "at least 261 people", "last year")
	far := claim("far", "It is about 72 kilometers away.", "Está a unos 72 kilómetros.", "about 72 kilometers (45 miles)")
	room := claim("room", "A room takes 65 to 70 people.", "En cada cuarto caben de 65 a 70 personas.", "65 to 70 people")
	opened := claim("opened", "It opened on Monday, 12 May 2031.", "Abrió el lunes 12 de mayo de 2031.", "Monday")
	opened.Date = word("2031-05-12")
	law := claim("law", "The law is of 1798.", "La ley es de 1798.", "1798")
	cost := claim("cost", "It costs $6 million a year.", "Cuesta 6 millones de dólares al año.", "$6 million a year")
	sum := claim("sum", "It got $6 million.", "Recibió 6 millones de dólares.", "$6 million")
	many := claim("many", "Hundreds of people came, all three articles say.", "Vinieron cientos de personas, según los tres artículos.", "hundreds of people")
	many.Evidence = append(many.Evidence, &explainer.Evidence{Source: word("post")}, &explainer.Evidence{Source: word("channel")})
	later := claim("later", "It closed a year later.", "Cerró un año después.", "a year later")
	bunks := claim("bunks", "A room has eight bunks.", "Cada cuarto tiene ocho literas.", "eight wooden bunks")
	deaths := claim("sheep", "It lost 300 sheep pens.", "Perdió 300 corrales de ovejas.", "300 sheep pens")
	plain := claim("plain", "It stands on a hill.", "Está en una colina.")
	x.Claims = []*explainer.Claim{beds, staff, guests, far, room, opened, law, cost, sum, many, later, bunks, deaths, plain}
	return x
}

func TestLodgeStatementsRestOnTheirEvidence(t *testing.T) {
	expect(t, shown(lodge(), numbers), "")
}

func TestNumberInProse(t *testing.T) {
	for _, c := range []struct {
		name, edition, text string
		cites               []string
		want                string // the number reported, "" if none
	}{
		{"as the claim gives it", "en", "It has up to 40,000 beds.", []string{"beds"}, ""},
		{"as the claim gives it", "es", "Tiene hasta 40.000 camas.", []string{"beds"}, ""},
		{"another value", "en", "It has up to 45,000 beds.", []string{"beds"}, "45,000"},
		{"another value", "es", "Tiene hasta 45.000 camas.", []string{"beds"}, "45.000"},
		{"in words", "en", "It has up to forty thousand beds.", []string{"beds"}, ""},
		{"in words", "es", "Tiene cuarenta y cinco mil camas.", []string{"beds"}, "cuarenta y cinco mil"},
		{"of a claim not cited", "en", "It has 36,000 employees.", []string{"beds"}, "36,000"},
		{"of the second claim cited", "en", "It has 36,000 employees and up to 40,000 beds.", []string{"beds", "staff"}, ""},
		{"another noun", "en", "It has up to 40,000 horses.", []string{"beds"}, "40,000 horses"},
		{"no noun", "en", "Of those beds, up to 40,000 are made.", []string{"beds"}, ""},
		{"a noun that only this language knows", "es", "Perdió 300 rediles.", []string{"sheep"}, ""},
		{"a unit of the site in another language", "es", "Tiene ocho literas.", []string{"bunks"}, ""},
		{"a unit of the site, wrong", "es", "Tiene nueve literas.", []string{"bunks"}, "nueve"},

		{"converted", "en", "It is about 45 miles away.", []string{"far"}, ""},
		{"converted", "es", "Está a unas 45 millas.", []string{"far"}, ""},
		{"converted wrongly", "en", "It is about 72 kilometers (50 miles) away.", []string{"far"}, "50 miles"},
		{"off by what the other unit of the pair would allow", "es", "Está a unos 73 kilómetros.", []string{"far"}, "73 kilómetros"},
		{"rounded openly", "es", "Perdió unos 36 mil corrales.", []string{"flat"}, ""},
		{"rounded down under a bound", "es", "Se alojaron más de 260 personas.", []string{"guests"}, ""},
		{"rounded silently", "en", "There, 260 people stayed.", []string{"guests"}, "260"},
		{"rounded beyond two digits", "en", "About 40,000 people work there.", []string{"staff"}, "40,000"},
		{"nearly the same under a bound", "en", "At least 251 people stayed.", []string{"guests"}, "251"},
		{"money at its rate", "es", "Cuesta 6 millones de dólares al año.", []string{"cost"}, ""},
		{"money at a rate told elsewhere", "en", "Its annual cost is $6 million.", []string{"cost"}, ""},
		{"money at a rate told as once a year", "es", "Una vez al año cuesta 6 millones de dólares.", []string{"cost"}, ""},
		{"one of what no claim counts", "en", "A room in one house takes 65 to 70 people.", []string{"room"}, ""},
		{"money at another rate told elsewhere", "es", "El costo mensual es de 6 millones de dólares.", []string{"cost"}, "6 millones de dólares"},
		{"money at another rate", "en", "It costs $6 million a month.", []string{"cost"}, "$6 million a month"},
		{"money whose currency goes without saying", "es", "Los 6 millones son mucho.", []string{"sum"}, ""},

		{"a range", "en", "A room takes between 65 and 70 people.", []string{"room"}, ""},
		{"a wider range", "es", "En cada cuarto caben de 60 a 70 personas.", []string{"room"}, "de 60 a 70"},
		{"a range from two claims", "en", "They counted 300 to 36,000 of them.", []string{"sheep", "staff"}, ""},
		{"vague for a number", "en", "Hundreds of people stayed.", []string{"guests"}, ""},
		{"vague and wrong", "es", "Se alojaron miles de personas.", []string{"guests"}, "miles"},
		{"a number for something vague", "en", "Some 400 people came.", []string{"many"}, "400"},

		{"a date of less precision", "en", "It opened in May 2031.", []string{"opened"}, ""},
		{"a date of less precision", "es", "Abrió en 2031.", []string{"opened"}, ""},
		{"a date of more precision", "en", "People stayed on 3 May 2030.", []string{"guests"}, "3 May 2030"},
		{"another day", "es", "Abrió el 13 de mayo de 2031.", []string{"opened"}, "13 de mayo de 2031"},
		{"the weekday of the date", "en", "It opened on a Monday.", []string{"opened"}, ""},
		{"the wrong weekday", "en", "It opened on Sunday, May 12, 2031.", []string{"opened"}, "Sunday, May 12, 2031"},
		{"a list of days", "en", "It opened on 12 and 13 May 2031.", []string{"opened"}, "13 May 2031"},
		{"a date relative to the article's", "es", "Las personas se alojaron en 2030.", []string{"guests"}, ""},
		{"a year of the law", "en", "An 18th-century law allows it.", []string{"law"}, ""},
		{"another century", "es", "Lo permite una ley del siglo XIX.", []string{"law"}, "siglo XIX"},

		{"a multiple that two claims bear out", "en", "From one to the other it more than doubled.", []string{"guests", "staff"}, ""},
		{"a multiple that they do not", "es", "De uno a otro se duplicó.", []string{"guests", "staff"}, "duplicó"},
		{"a span with an article", "es", "Cerró un año después.", []string{"later"}, ""},
		{"another span", "en", "It closed two years later.", []string{"later"}, "two years"},
		{"a span with an article for another", "en", "It closed a month later.", []string{"later"}, "a month"},
		{"an article and no number", "en", "They came on a day that nobody noted.", []string{"plain"}, ""},
		{"an article and no number", "es", "Vinieron un día que nadie anotó.", []string{"plain"}, ""},

		{"articles that report it", "en", "Hundreds came, two articles say.", []string{"many"}, ""},
		{"articles that report it", "es", "Vinieron cientos, según dos de los artículos.", []string{"many"}, ""},
		{"articles of a sort", "en", "Hundreds came, two news articles say.", []string{"many"}, ""},
		{"all articles", "en", "None of the three articles gives its color.", []string{"plain"}, ""},
		{"more articles than report it", "en", "Two articles give up to 40,000.", []string{"beds"}, "Two"},
		{"more articles than report it", "es", "Lo dicen dos de los artículos.", []string{"beds"}, "dos"},
		{"more articles than there are", "en", "Hundreds came, four of the articles say.", []string{"many"}, "four"},
		{"numbers of the claims", "es", "Las dos cifras concuerdan.", []string{"beds", "staff"}, ""},
		{"more numbers than the claims have", "en", "The three numbers agree.", []string{"beds", "staff"}, "three"},
		{"a number in a name", "en", "So says Radio 40 people.", []string{"plain"}, ""},
		{"a code", "en", "Room B-12 is on it.", []string{"plain"}, ""},
		{"an unknown claim, reported elsewhere", "en", "It has 9 beds.", []string{"beds", "bedz"}, ""},
		{"no claim, reported elsewhere", "en", "It has 9 beds.", nil, ""},
	} {
		t.Run(c.edition+"/"+c.name, func(t *testing.T) {
			x := lodge()
			x.Pages = []*explainer.Page{page("lodge", c.edition, sentence(c.text, c.cites...))}
			l := found(x, numbers)
			switch {
			case c.want == "" && len(l) > 0:
				t.Errorf("%q: %s", c.text, l[0].Message)
			case c.want != "" && (len(l) != 1 || !quotes(l[0].Message, c.want)):
				t.Errorf("%q: %d found, want one about %q\n%s", c.text, len(l), c.want, shown(x, numbers))
			}
		})
	}
}

func quotes(message, words string) bool {
	return len(message) > len(words)+1 && message[:len(words)+2] == `"`+words+`"`
}

func TestNumberSaysWhatToDo(t *testing.T) {
	for _, c := range []struct{ name, edition, text, cites, want string }{
		{"one number of its kind", "en", "It has up to 45,000 beds.", "beds",
			`content:9:14: "45,000" is in no claim this sentence cites [number-not-in-claim]; data: beds has "up to 40,000 beds"; cite the claim that gives 45,000, or write 40,000`},
		{"in the edition's form", "es", "Tiene hasta 45.000 camas.", "staff",
			`content:9:13: "45.000" is in no claim this sentence cites [number-not-in-claim]; cite the claim that gives 45.000, or leave it out`},
		{"another claim gives it", "en", "It employs 36,000 people.", "many",
			`content:9:12: "36,000" is in no claim this sentence cites [number-not-in-claim]; cite claim "staff"`},
		{"the noun is wrong", "en", "It has up to 40,000 horses.", "beds",
			`content:9:14: "40,000 horses": the claims this sentence cites give this number of something else [unit-differs]; data: beds has "up to 40,000 beds"; say what the number counts or measures there, or leave it out`},
		{"too many sources", "es", "Lo dicen dos artículos.", "beds",
			`content:9:10: "dos": the claims this sentence cites rest on 1 source [number-not-in-claim]; count the sources of the claims, or cite the claims that the others report`},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := lodge()
			x.Pages = []*explainer.Page{page("lodge", c.edition, sentence(c.text, c.cites))}
			expect(t, shown(x, numbers), c.want)
		})
	}
}

func TestNumberInTitle(t *testing.T) {
	for title, want := range map[string]string{
		"36,000 people work here":  "",
		"What two articles report": "number-not-in-claim ", // they rest on one
		"46,000 people work here":  "number-not-in-claim ",
		"It opens in 2040":         "date-outside-coverage ",
	} {
		x := lodge()
		x.Coverage = explainer.Coverage{From: "2031-01-01", To: "2031-12-31"}
		p := page("lodge", "en", sentence("It employs 36,000 people.", "staff"))
		p.Title = word(title)
		x.Pages = []*explainer.Page{p}
		if got := codesOf(found(x, numbers)); got != want {
			t.Errorf("%q: found %q, want %q", title, got, want)
		}
		p.Editorial = true
		if got := codesOf(found(x, numbers)); got != "" {
			t.Errorf("%q: found %q on a page about the explainer", title, got)
		}
	}
}

// The site's own title and description are held to what its front page cites.
func TestNumberInSettings(t *testing.T) {
	for description, want := range map[string]string{
		"36,000 people work here": "",
		"46,000 people work here": "hugo.toml:9 number-not-in-claim ",
	} {
		x := lodge()
		x.Pages = []*explainer.Page{page("", "en", sentence("It employs 36,000 people.", "staff"))}
		x.Editions[0].Description = explainer.Text{Value: description, Place: diag.Place{File: "hugo.toml", Line: 9}}
		got := ""
		for _, d := range found(x, numbers) {
			got += fmt.Sprint(d.Place, " ", d.Code, " ")
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", description, got, want)
		}
	}
}

func TestEditorialNumbersNeedNoClaim(t *testing.T) {
	s := sentence("We read 99 letters.", "plain")
	s.Editorial = true
	x := lodge()
	x.Pages = []*explainer.Page{page("lodge", "en", s)}
	expect(t, shown(x, numbers), "")
}

func TestNumberInStatement(t *testing.T) {
	for _, c := range []struct {
		name, en, es string
		quantities   []string
		excerpt      string
		want         string
	}{
		{"another value in one edition", "It has 40 beds.", "Tiene 45 camas.", []string{"40 beds"}, "",
			`data: "45" is in no evidence of claim "c" [number-not-in-evidence]; correct the statement, or record 45 under the quantities of the evidence that gives it`},
		{"in an excerpt only", "It has 40 beds.", "Tiene 40 camas.", nil, "a house of 40 beds", ""},
		{"a rate that the excerpt makes", "It gets $9 a year.", "Recibe 9 dólares al año.", []string{"$9"}, "$9 in annual aid", ""},
		{"when the source appeared", "It stood in May 2031.", "Estaba en pie en mayo de 2031.", nil, "", ""},
		{"sources", "One article says so, two articles do not.", "Un artículo lo dice, tres artículos no.", nil, "",
			`data: "two" is in no evidence of claim "c" [number-not-in-evidence]; correct the statement, or record two under the quantities of the evidence that gives it`},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := fiction()
			x.Claims = []*explainer.Claim{claim("c", c.en, c.es, c.quantities...)}
			x.Claims[0].Evidence[0].Excerpt = word(c.excerpt)
			expect(t, shown(x, numbers), c.want)
		})
	}
}

// A number in the words of a link is that link's, wherever else its sentence
// could have it from.
func TestNumberInALink(t *testing.T) {
	for _, c := range []struct{ text, first, second, want string }{
		{"It has 36,000 staff, up to 40,000 beds.", "36,000 staff", "up to 40,000 beds", ""},
		{"It has 40,000 staff, 36,000 in bed.", "40,000 staff", "36,000",
			`content:9:8: "40,000" is in no claim that this link cites [number-not-in-claim]; data: beds has "up to 40,000 beds"; cite claim "beds" here, or write what the link's own claim gives
content:9:22: "36,000" is in no claim that this link cites [number-not-in-claim]; data: staff has "36,000 workers"; cite claim "staff" here, or write what the link's own claim gives`},
		{"The staff are 36,000 and the beds up to 40,000.", "staff", "beds", ""},
	} {
		x := lodge()
		s := sentence(c.text, "staff", "beds")
		s.Citations[0].Words, s.Citations[1].Words = c.first, c.second
		x.Pages = []*explainer.Page{page("lodge", "en", s)}
		expect(t, shown(x, numbers), c.want)
	}
}

// What heads a page is held to the claims of the page.
func TestHeadings(t *testing.T) {
	x := accused()
	p := page("p", "en", sentence("The guests are gang members, Ada Moss alleges.", "gang"), sentence("It had 25 guests in May 2031.", "current"))
	for _, text := range []string{"The 25 guests of May 2031", "The 26 guests of Hargreave", "A shack for gang members today", "What is confirmed", "All About Hargreave", "What is not proved"} {
		p.Headings = append(p.Headings, sentence(text))
	}
	x.Pages = []*explainer.Page{p}
	var got []string
	for _, rule := range []func(*manuscript, *diag.List){numbers, names, loadedTerms, guilt, relativeDates, certainty} {
		for _, d := range found(x, rule) {
			got = append(got, d.Code+" "+d.Message)
		}
	}
	expect(t, strings.Join(got, "\n"), `number-not-in-claim "26" is in no claim this page cites
unknown-name "Hargreave" is a name that no record of edition "en" has
loaded-term "shack" is a loaded term
guilt-stated "gang members" states guilt as a fact
relative-date "today" depends on the day it is read
certainty-not-borne-out "confirmed" says more than claim "current" bears out`)
	p.Editorial = true
	expect(t, shown(x, numbers), "")
}
