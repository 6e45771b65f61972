package article

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
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
	const zeros = "\x00\x00\x00\x00\x00\x00\x00\x00"
	tests := []struct {
		name, raw, language, want, help string
	}{
		{"empty", "", "", "the file is empty [article-empty]", ""},
		{"blank", "\ufeff \r\n ", "", "the file is empty [article-empty]", ""},
		{"nul", "Text.\nab\x00c", "", "2:3: NUL byte; this is not plain text [article-binary]", saveAsText},
		{"pdf", "%PDF-1.7\n%\xe2\xe3\n1 0 obj" + zeros, "", "this is a PDF document, not plain text or HTML [article-binary]", saveAsText},
		{"docx", "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml" + zeros, "", "this is a ZIP archive, as DOCX, ODT and EPUB files are, not plain text or HTML [article-binary]", saveAsText},
		{"doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + zeros, "", "this is an old Office document, not plain text or HTML [article-binary]", saveAsText},
		{"rtf", `{\rtf1\ansi The dam held.}`, "", "this is an RTF document, not plain text or HTML [article-binary]", saveAsText},
		{"gzip", "\x1f\x8b\x08" + zeros, "", "this is gzip-compressed data, not plain text or HTML [article-binary]", "unpack it first"},
		{"png", "\x89PNG\r\n\x1a\n" + zeros, "", "this is image data, not plain text or HTML [article-binary]", "give the text of the article"},
		{"jpeg", "\xff\xd8\xff\xe0" + zeros, "", "this is image data, not plain text or HTML [article-binary]", "give the text of the article"},
		{"mp3", "ID3\x03" + zeros, "", "this is audio data, not plain text or HTML [article-binary]", "give the text of the article"},
		{"mp4", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42mp41", "", "this is video data, not plain text or HTML [article-binary]", "give the text of the article"},
		{"mhtml", "From: <Saved by a browser>\r\nSubject: Dam holds\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>", "",
			"this is a web archive (MHTML), not plain text or HTML [article-binary]", saveAsHTML},
		{"webarchive", "bplist00" + zeros, "", "this is a web archive of Safari, not plain text or HTML [article-binary]", saveAsHTML},
		{"a 50 MB PDF", "%PDF-1.7\n" + strings.Repeat("x", 50<<20), "", "this is a PDF document, not plain text or HTML [article-binary]", saveAsText},
		{"utf-16", "\xff\xfeT\x00h\x00e\x00", "", "this is UTF-16 text, not plain text or HTML [article-not-utf8]", saveAsUTF8},
		{"utf-16, big-endian", "\xfe\xff\x00T\x00h\x00e", "", "this is UTF-16 text, not plain text or HTML [article-not-utf8]", saveAsUTF8},
		{"windows-1252", "Text.\ncaf\xe9 au lait", "", "2:4: byte 0xe9 is not valid UTF-8 [article-not-utf8]",
			saveAsUTF8 + "; in Windows-1252, which it may be in, the byte is 'é'"},
		{"windows-1252 quote", "He said \x93no\x94.", "", "1:9: byte 0x93 is not valid UTF-8 [article-not-utf8]",
			saveAsUTF8 + "; in Windows-1252, which it may be in, the byte is '“'"},
		{"half a letter", "The dam held\xc3", "", "1:13: byte 0xc3 is not valid UTF-8 [article-not-utf8]",
			saveAsUTF8 + "; in Windows-1252, which it may be in, the byte is 'Ã'"},
		{"large", strings.Repeat("A line.\n", MaxBytes/8+1), "", "more than 5242880 bytes, the most that are read [article-too-large]", trim},
		{"a 50 MB line", strings.Repeat("The dam.", 50<<20/8), "", "more than 5242880 bytes, the most that are read [article-too-large]", trim},
		{"100,000 lines", strings.Repeat("The dam held.\n", 100_000), "", "100000 lines; at most 20000 are read [article-too-large]", trim},
		{"long line", "Text.\n" + strings.Repeat("long ", MaxLineBytes/5+1), "",
			"2:1048577: line of 1048580 bytes; at most 1048576 are read [article-long-line]", "put each paragraph on a line of its own"},
		{"language", "Texte.", "fr-CA", `cannot split "fr-CA"; en and es are known [article-language]`, ""},
		{"boilerplate", "Read more\n—\n0 Comments", "", "no body text, only headings or boilerplate [article-no-body]", ""},
	}
	for _, test := range tests {
		start := time.Now()
		_, err := Read([]byte(test.raw), Options{Language: test.language})
		if e, ok := err.(*Error); !ok || err.Error() != test.want || e.Help != test.help {
			t.Errorf("%s: %#v, want %s; help %q", test.name, err, test.want, test.help)
		}
		if spent := time.Since(start); spent > 5*time.Second {
			t.Errorf("%s took %v", test.name, spent)
		}
	}
}

// Some words begin as files of other formats do.
func TestTextsThatBeginLikeOtherFormats(t *testing.T) {
	for _, text := range []string{"BMW gave a pump.", "OTTO was the storm’s name.", "ID3 is a road.", "From: the board\nSubject: the dam\n\nThe dam held.", "GIF89a is a format.", "RIFF is a village."} {
		if _, err := Read([]byte(text), Options{Language: "en"}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Invisible characters come along when text is copied from a page: marks of
// direction around names, joiners, soft hyphens. They are dropped rather than
// refused, since an editor could not see what to mend, and neither the text
// shown nor a fingerprint may depend on them.
func TestInvisibleCharactersAreDropped(t *testing.T) {
	a := read(t, "Dam in Lark Valley holds\n\n\u202eThe\u200b d\u00adam\u2060 \u2066held\u2069, \u200fsaid\ufeff Weld\u0007.\n")
	const want = "The dam held, said Weld."
	if s, _ := a.At(2, 1); s.Text != want || s.Fingerprint != Fingerprint(want) {
		t.Errorf("got %q", s.Text)
	}
}

func TestNestedMarkdown(t *testing.T) {
	for _, mark := range []string{"> ", "- ", "[", "*", "**a ", "[a](", "#", "_", "\\"} {
		start := time.Now()
		_, err := Read([]byte("The dam held.\n\n"+strings.Repeat(mark, 50_000/len(mark))+"x y\n\nIt did."), Options{Language: "en"})
		if err != nil {
			t.Errorf("%q: %v", mark, err)
		}
		if spent := time.Since(start); spent > 20*time.Second {
			t.Errorf("%q took %v", mark, spent)
		}
	}
	if a := read(t, "Dam in Lark Valley holds\n\n> > > The dam held, *he* said."); a.Blocks[1].Text != "The dam held, he said." {
		t.Errorf("got %q", a.Blocks[1].Text)
	}
}

// Articles are read side by side, with one splitter for each language.
func TestReadSideBySide(t *testing.T) {
	var wg sync.WaitGroup
	want := fmt.Sprint(read(t, repost).Blocks)
	for range 8 {
		wg.Go(func() {
			a, err := Read([]byte(repost), Options{})
			if err != nil || fmt.Sprint(a.Blocks) != want {
				t.Errorf("differs: %v", err)
				return
			}
			for s := range a.Body() {
				a.Quotations(s)
			}
		})
	}
	wg.Wait()
}

// FuzzRead holds the promises of the package to arbitrary text and pages.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{repost, portal, blog, kickers, spanish, wrapped, "![a](b)", "x |\n\n[[a](b)](c)", "“.” A … .", "—Ya —dijo—. «No", "By A, B and C |\n\n© 2031 X"} {
		f.Add([]byte(seed))
	}
	for _, raw := range fixtures(f) {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) { check(t, raw) })
}

// FuzzReadPage gives the same to what stands inside a page.
func FuzzReadPage(f *testing.F) {
	for _, seed := range []string{"<p>The dam held.</p>", "<h1>Dam</h1><br><br>a<br>b<table><tr><td>1<td>2</table>", "<blockquote>x<footer>y</blockquote><figcaption>z",
		"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[1,{\"name\":\"A\"}]}</script>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, inside string) {
		check(t, []byte("<!doctype html><html><head><title>Dam holds | Gazette</title></head><body><article>"+inside+
			"<p>The dam in Lark Valley held back the water, officials said on Sunday.</p></article></body></html>"))
	})
}

func check(t *testing.T, raw []byte) {
	a, err := Read(raw, Options{})
	if e, ok := err.(*Error); err != nil {
		if !ok {
			t.Fatalf("untyped error %v", err)
		}
		lines := bytes.Split(raw, []byte("\n"))
		if e.Line < 0 || e.Line > len(lines) || e.Line > 0 && (e.Col < 1 || e.Col > len(lines[e.Line-1])+1) {
			t.Fatalf("%v is out of the file", e)
		}
		return
	}
	lines := bytes.Count(bytes.ReplaceAll(raw, []byte("\r"), []byte("\n")), []byte("\n")) + 1
	for i, b := range a.Blocks {
		if b.Number != i+1 || b.Kind == "" || b.Text == "" || b.Line < 0 || b.Line > lines || (b.Line == 0) != isPage(raw) {
			t.Fatalf("bad block %+v", b)
		}
		for j, s := range b.Sentences {
			at, ok := a.At(i+1, j+1)
			switch {
			case strings.TrimSpace(s.Text) == "":
				t.Fatalf("empty sentence in %q", b.Text)
			case strings.ContainsFunc(s.Text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
				t.Fatalf("invisible characters in %q", s.Text)
			case s.Fingerprint != Fingerprint(s.Text):
				t.Fatalf("unstable fingerprint of %q", s.Text)
			case !ok || at != s:
				t.Fatalf("%s is not %v", s.Locator(), s)
			}
			for _, q := range a.Quotations(s) {
				if q.Words == "" || !strings.Contains(s.Text, q.Words) {
					t.Fatalf("%q is not in %q", q.Words, s.Text)
				}
			}
		}
	}
	again, err := Read(raw, Options{Language: a.Language})
	if err != nil || fmt.Sprint(again.Blocks) != fmt.Sprint(a.Blocks) || !reflect.DeepEqual(again.About(), a.About()) {
		t.Fatal("reading twice differs")
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
