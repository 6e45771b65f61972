package article

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Every fixture is invented; they only share the shape of what outlets write.

const repost = "\ufeff\r\n\r\nWHAT TO KNOW ABOUT THE LARK VALLEY DAM AFTER THE FLOOD - NORTHERN WIRE\r\n\r\n" +
	"Posted on May 4, 2031 by ÁNGELA DUARTE and P. J. HOLM |\r\n\r\nREUTERS\r\n\r\n" +
	"In this photo provided by the water board, engineers open a gate at the Lark Valley Dam, Saturday, May 3, 2031.\r\n\r\n" +
	"The dam, built in 1962, held back [most of the water](#) that fell over the weekend. It cost \\$6 million.\r\n\r\n" +
	"Who runs the dam?\r\n\r\n" +
	"A board of nine does. Its chair, Dr. Ina\u00a0Weld, took office in 2029. She was an engineer.\r\n\r\n—\r\n\r\n" +
	"Duarte reported from Larkton, Norvania."

const portal = `Your donation helps us to stay in the valley
From the flooded farms to the council chamber, the Gazette is where the story is. Last year our reporters filed 900 stories.
The Gazette was founded in 1902.
Your support makes this possible.
Unlike others, we never lock our reporting behind a paywall.
Read more
The dam at Lark Valley held, officials said.
“Your support means everything,” the mayor told volunteers on Sunday.

open image in gallery
Who runs the dam?
A board of nine does.
Solve today’s Crossword
3 Comments`

const blog = `![]() |
Water runs over the Lark Valley Dam |
Lark Valley’s Dam Becomes a Symbol of a Region Learning to Live With Floods
A landmark of the valley—a dam of some age—has become a symbol. It stands near Larkton.
The Role of the Board
Nine people decide. They meet each May.
0 Comments`

const kickers = `Inside the dam of Lark Valley
Officials say it held, and that the gates will be replaced
The dam held back most of the water, officials said on Sunday.
History
A dam: Built to last
It was built in 1962.
Costs
Who pays for it
What is planned:
- New gates
- A fish ladder
The state pays.`

const spanish = `Qué se sabe de la presa de Valle Alondra
Por Ángela Duarte
4 de mayo de 2031
EFE
En esta foto cedida por la junta, unos ingenieros abren una compuerta.
La presa retuvo el agua, dijo el Sr. Weld a EE.UU. el domingo. Costó 6 millones de dólares en 1962. “No hubo daños”, añadió.
¿Quién dirige la presa?
Una junta de nueve personas. Se reúne cada mayo.
Lea también: Las inundaciones, en imágenes
Tu donación permite que sigamos informando.
Duarte informó desde Larkton.
Sin comentarios`

const wrapped = `Dam holds

The dam at Lark Valley held back most of the water that
fell over the weekend, and the board said its gates would
be replaced next year.

A second paragraph follows here, wrapped at the very same
width.`

func TestKinds(t *testing.T) {
	tests := []struct {
		name, text, language string
		want                 []Kind
	}{
		{"repost", repost, "en", []Kind{Title, Byline, Credit, Caption, Paragraph, Heading, Paragraph, Boilerplate, Credit}},
		{"portal", portal, "en", []Kind{Boilerplate, Boilerplate, Boilerplate, Boilerplate, Boilerplate, Boilerplate,
			Paragraph, Paragraph, Boilerplate, Heading, Paragraph, Boilerplate, Boilerplate}},
		{"blog", blog, "en", []Kind{Boilerplate, Caption, Title, Paragraph, Heading, Paragraph, Boilerplate}},
		{"kickers", kickers, "en", []Kind{Title, Standfirst, Paragraph, Kicker, Heading, Paragraph,
			Kicker, Heading, Paragraph, Paragraph, Paragraph, Paragraph}},
		{"spanish", spanish, "es", []Kind{Title, Byline, Dateline, Credit, Caption, Paragraph, Heading, Paragraph,
			Boilerplate, Boilerplate, Credit, Boilerplate}},
		{"wrapped", wrapped, "en", []Kind{Title, Paragraph, Paragraph}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := read(t, test.text)
			var got []Kind
			for i, b := range a.Blocks {
				if b.Number != i+1 {
					t.Errorf("block %d is numbered %d", i+1, b.Number)
				}
				got = append(got, b.Kind)
			}
			if !slices.Equal(got, test.want) {
				for i, b := range a.Blocks {
					t.Logf("%2d %-11s %s", i+1, b.Kind, b.Text)
				}
				t.Errorf("kinds\n%v, want\n%v", got, test.want)
			}
			if a.Language != test.language {
				t.Errorf("language %q, want %q", a.Language, test.language)
			}
		})
	}
}

func TestStandfirstRepeatsInTheLead(t *testing.T) {
	a := read(t, "Dam in Lark Valley holds\nOfficials praised the volunteers who piled sandbags in Larkton.\n"+
		"Over the weekend, officials in Larkton praised volunteers who had piled thousands of sandbags along the river.")
	if a.Blocks[1].Kind != Standfirst {
		t.Errorf("second block is a %s", a.Blocks[1].Kind)
	}
}

// What looks like boilerplate and is not must stay body text.
func TestBodyIsKept(t *testing.T) {
	for _, line := range []string{
		"Readers more than doubled, and share prices fell.",
		"By Saturday evening the river had dropped.",
		"The foundation will support independent journalism in the valley.",
		"Donors fund local reporting, a study found.",
		"Comments by the minister drew anger.",
		"Amnesty reported in March that nine people were held.",
		"US officials donated pumps to the town.",
		"Play at the crossword championship was halted by the flood.",
		"The cookies law takes effect in May.",
		"By Monday the council had met twice and the mayor resigned.",
		"Help us, the farmers wrote to the minister.",
		"In May 2031.",
		"Your support, the mayor said, was felt.",
	} {
		a := read(t, "Dam in Lark Valley holds\n\n"+line+"\n\nThe gates will be replaced next year.")
		if !a.Blocks[1].Kind.Body() {
			t.Errorf("%s: %q", a.Blocks[1].Kind, line)
		}
	}
}

// Lines that stand alone between paragraphs.
func TestFurniture(t *testing.T) {
	for line, want := range map[string]Kind{
		"Sign up for our weekly newsletter and never miss a story.":   Boilerplate,
		"We use cookies to improve your experience.":                  Boilerplate,
		"Help us keep reporting from the valley.":                     Boilerplate,
		"Get the day's headlines in your inbox":                       Boilerplate,
		"Apoya nuestro periodismo independiente.":                     Boilerplate,
		"Lea también: Las inundaciones, en imágenes":                  Boilerplate,
		"El crucigrama del día":                                       Boilerplate,
		"Facebook | WhatsApp | Email":                                 Boilerplate,
		"![A dam](dam.jpg)":                                           Boilerplate,
		"Listen to this article":                                      Boilerplate,
		"By Jane Doe for the Gazette":                                 Byline,
		"Actualizado: 4 mayo 2031 10:30":                              Byline,
		"LARKTON, Norvania (AP) —":                                    Dateline,
		"Jane Doe and John Roe reported from Larkton.":                Credit,
		"Wire writer Jane Doe in Larkton contributed to this report.": Credit,
		"Photo: Jane Doe/Gazette":                                     Caption,
		"## What the board says about the gates.":                     Heading,
		"> He said no.":                                               Paragraph,
	} {
		a := read(t, "Dam in Lark Valley holds\n\nThe dam held on Sunday, officials said.\n\n"+line+"\n\nThe gates will be replaced next year.")
		if got := a.Blocks[2].Kind; got != want {
			t.Errorf("%q is a %s, want %s", line, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct{ language, text string }{
		{"en", "The pumps came from the U.S.|They ran all night."},
		{"en", "They met U.S. President Ada Quill at 5 p.m. Sunday.|He left."},
		{"en", "A U.S.-Norvania accord holds.|It ends in 2033.|The board agreed."},
		{"en", "“We can open it,” Weld said of the dam in the U.S.|“And we will,” she added."},
		{"en", "“We wait.|We hope.”|The crowd cheered."},
		{"en", `"Who knew?" she asked.|"Nobody!"|Then silence.`},
		{"en", "Ropes, no nets … an open hatch.|The end…|The rest."},
		{"en", "Sen. Roy Pike and Gov. Lee Marsh spoke.|Room No. 5 was full."},
		{"en", "Dr. J. Holm of Holm Inc. agreed.|But Mrs. Weld did not (she never does.)|Others left."},
		{"en", "He said no.|Then he left."},
		{"en", "1. Open the gate.|2. Close it."},
		{"es", "El Sr. Weld llegó de EE.UU. el lunes.|La Dra. Duarte no.|Luego se fue."},
		{"es", "“No hubo daños.”|El alcalde calló.|¿Por qué?|Nadie lo sabe."},
		{"es", "Fue en 1962.|El art. 5 lo dice.|«Es así», dijo."},
		{"es", "Vive en EE.UU.|La presa aguantó."},
	}
	for _, test := range tests {
		want := strings.Split(test.text, "|")
		got := splitters[test.language]().split(strings.ReplaceAll(test.text, "|", " "))
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestTextIsCleaned(t *testing.T) {
	a := read(t, repost)
	for at, want := range map[[2]int]string{
		{2, 1}: "Posted on May 4, 2031 by ÁNGELA DUARTE and P. J. HOLM",
		{5, 1}: "The dam, built in 1962, held back most of the water that fell over the weekend.",
		{5, 2}: "It cost $6 million.",
		{7, 2}: "Its chair, Dr. Ina Weld, took office in 2029.",
	} {
		if s, ok := a.At(at[0], at[1]); !ok || s.Text != want {
			t.Errorf("%s is %q, want %q", Locator(at[0], at[1]), s.Text, want)
		}
	}
	if line := a.Blocks[4].Line; line != 11 {
		t.Errorf("block 5 is on line %d, want 11", line)
	}
	if _, ok := a.At(8, 1); ok {
		t.Error("a lone dash has a sentence")
	}
	for _, at := range [][2]int{{0, 1}, {1, 0}, {99, 1}, {1, 99}} {
		if _, ok := a.At(at[0], at[1]); ok {
			t.Errorf("found something at %v", at)
		}
	}
}

func TestSequences(t *testing.T) {
	a := read(t, repost)
	var body, all []string
	for s := range a.Body() {
		body = append(body, s.Locator())
	}
	for s := range a.Sentences() {
		all = append(all, s.Locator())
	}
	if got, want := strings.Join(body, " "), "p4.s1 p5.s1 p5.s2 p7.s1 p7.s2 p7.s3"; got != want {
		t.Errorf("body %s, want %s", got, want)
	}
	if got, want := strings.Join(all, " "), "p1.s1 p2.s1 p3.s1 p4.s1 p5.s1 p5.s2 p6.s1 p7.s1 p7.s2 p7.s3 p9.s1"; got != want {
		t.Errorf("sentences %s, want %s", got, want)
	}
	for range a.Body() {
		break // stopping early must not panic
	}
	found := a.ByFingerprint(Fingerprint("It  cost \\$6 MILLION."))
	if len(found) != 1 || found[0].Locator() != "p5.s2" {
		t.Errorf("by fingerprint: %v", found)
	}
}

func TestNormalize(t *testing.T) {
	for _, test := range []struct{ a, b string }{
		{"“It’s  open” — mostly…", `"it's open" - mostly...`},
		{"[The dam](#) cost \\$6\u00a0million |", "the dam cost $6 million"},
		{"zero\u200bwidth\u00ad \ufeffmarks", "zerowidth marks"},
		{"ﬁve STRASSEN", "five straßen"},
		{"cafe\u0301 **CAFÉ**", "CAFÉ café"},
	} {
		if a, b := Normalize(test.a), Normalize(test.b); a != b {
			t.Errorf("%q and %q differ", a, b)
		}
	}
	if a, b := Fingerprint("Nine people."), Fingerprint("Ten people."); a == b || len(a) != 16 {
		t.Errorf("fingerprints %s, %s", a, b)
	}
}

func TestContains(t *testing.T) {
	const sentence = "It can hold “up to 40,000” people, 65-70 a hall, at $6.50 a day."
	for excerpt, want := range map[string]bool{
		`hold "up to 40,000" people`: true,
		"it can":                     true,
		"a day.":                     true,
		"65":                         true,
		"6.50 a day":                 true,
		"40":                         false,
		"000":                        false,
		"6":                          false,
		"t can":                      false,
		"hold people":                false,
		"":                           false,
		" … ":                        false,
	} {
		if got := Contains(sentence, excerpt); got != want {
			t.Errorf("Contains(%q) = %v", excerpt, got)
		}
	}
}

func TestLocator(t *testing.T) {
	block, sentence, err := ParseLocator(Locator(8, 2))
	if block != 8 || sentence != 2 || err != nil {
		t.Errorf("got %d, %d, %v", block, sentence, err)
	}
	for _, bad := range []string{"", "p8", "p0.s1", "p8.s02", "8.2", "p8.s2 ", "p99999999.s1"} {
		if _, _, err := ParseLocator(bad); err == nil {
			t.Errorf("%q is taken for a locator", bad)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name, raw, language, want string
	}{
		{"empty", "\ufeff \r\n ", "", "the file is empty [article-empty]"},
		{"nul", "Text.\nab\x00c", "", "2:3: NUL byte; this is not plain text [article-binary]"},
		{"latin1", "Text.\ncaf\xe9 au lait", "", "2:4: byte 0xe9 is not valid UTF-8 [article-not-utf8]"},
		{"large", strings.Repeat("A line.\n", MaxBytes/8+1), "", "5242888 bytes; at most 5242880 are read [article-too-large]"},
		{"long line", "Text.\n" + strings.Repeat("long ", MaxLineBytes/5+1), "",
			"2:1048577: line of 1048580 bytes; at most 1048576 are read [article-long-line]"},
		{"language", "Texte.", "fr-CA", `cannot split "fr-CA"; en and es are known [article-language]`},
		{"boilerplate", "Read more\n—\n0 Comments", "", "no body text, only headings or boilerplate [article-no-body]"},
	}
	for _, test := range tests {
		_, err := Read([]byte(test.raw), Options{Language: test.language})
		var typed *Error
		if !errors.As(err, &typed) || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

// FuzzRead holds the promises of the package to arbitrary text.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{repost, portal, blog, kickers, spanish, wrapped, "![a](b)", "x |\n\n[[a](b)](c)", "“.” A … ."} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := Read(raw, Options{})
		if err != nil {
			var typed *Error
			if !errors.As(err, &typed) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		for i, b := range a.Blocks {
			if b.Number != i+1 || b.Kind == "" || b.Text == "" || b.Line < 1 {
				t.Fatalf("bad block %+v", b)
			}
			for j, s := range b.Sentences {
				at, ok := a.At(i+1, j+1)
				switch {
				case strings.TrimSpace(s.Text) == "":
					t.Fatalf("empty sentence in %q", b.Text)
				case s.Fingerprint != Fingerprint(s.Text):
					t.Fatalf("unstable fingerprint of %q", s.Text)
				case !ok || at != s:
					t.Fatalf("%s is not %v", s.Locator(), s)
				}
			}
		}
		again, err := Read(raw, Options{Language: a.Language})
		if err != nil || fmt.Sprint(again) != fmt.Sprint(a) {
			t.Fatal("reading twice differs")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	raw := []byte(strings.Repeat(portal+"\n"+kickers+"\n", 10))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(raw, Options{Language: "en"}); err != nil {
			b.Fatal(err)
		}
	}
}

func read(t *testing.T, text string) *Article {
	t.Helper()
	a, err := Read([]byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
