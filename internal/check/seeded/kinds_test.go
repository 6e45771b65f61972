package seeded

import (
	"math/rand/v2"
	"strings"
)

// Shorthands for what slips happen in.
var (
	prose      = (*site).prose
	statements = (*site).statements
)

// inProse are what a slip in one edition's prose brings up besides itself:
// the other edition says otherwise.
const differs = "edition-number-differs edition-name-differs unknown-name"

// leans is what a slip in a statement brings up: prose may lean on statements,
// and some quote.
const leans = differs + " number-not-in-claim undated-figure quotation-differs"

// kinds are in the order of the manual.
var kinds = []kind{
	// Sourcing.
	{"links removed from a sentence", "sentence-without-claim", "edition-incomplete unused-claim " + differs, "", (*site).claimless},
	{"sentence added without a claim", "sentence-without-claim", differs, "", (*site).sentenceAdded},
	{"claim misspelt in prose", "unknown-claim", "unused-claim " + differs, "", (*site).unknownClaim},
	{"claim misspelt in a disagreement", "unknown-claim", "unused-claim disagreement-not-recorded position-without-evidence one-side-stated", "", edit("data/disagreements/", `(?m)^claims: \[([a-z0-9-]+)`, misspelt)},
	{"claim misspelt in front matter", "unknown-claim", "", "", edit("content/%s/_index.md", `(?m)^  - ([a-z0-9-]+)$`, misspelt)},
	{"claim that nothing cites", "unused-claim", "unused-claim", "", (*site).claimFileAdded},
	{"source misspelt in evidence", "unknown-source", "position-without-evidence allegation-not-attributed number-not-in-claim family-as-several quotation-without-speaker quotation-differs certainty-not-borne-out disagreement-not-recorded one-side-stated number-not-in-evidence", "", edit("data/claims/", `(?m)^- source: (.+)$`, misspelt)},
	{"source misspelt in a position", "unknown-source", "position-without-evidence disagreement-not-recorded", "", edit("data/disagreements/", `(?m)^- sources: \[([a-z-]+)`, misspelt)},
	{"source misspelt in a lineage", "unknown-source", "family-as-several", "", edit("data/sources/", `(?m)^  of: (.+)$`, misspelt)},
	{"agent misspelt", "unknown-agent", "allegation-not-attributed", "", edit("data/claims/", `(?m)^asserted_by: (.+)$`, misspelt)},
	{"claim in a folder that is no section", "unknown-section", "", "", (*site).unknownSections},
	{"several outlets in prose, one origin", "family-as-several", differs, "", (*site).severalReport},
	{"several outlets in a statement, one origin", "family-as-several", differs, "", (*site).severalState},
	{"lineage in a circle", "lineage-loop", "lineage-loop family-as-several", "", (*site).lineageLoops},
	{"excerpt too long", "excerpt-too-long", "", "", (*site).excerptTooLong},

	// Numbers.
	{"digits in prose", "number-not-in-claim", differs, "", digitsChanged(prose)},
	{"number word in prose", "number-not-in-claim", differs, "", wordsChanged(prose)},
	{"numbers of two links exchanged", "number-not-in-claim", differs, "", (*site).linksExchanged},
	{"duration in prose", "number-not-in-claim", differs, "", (*site).durations},
	{"bound of a range in prose", "number-not-in-claim", differs, "", (*site).ranges},
	{"day of a date in prose", "number-not-in-claim", differs + " undated-figure", "date-outside-coverage", days(prose)},
	{"month in prose", "number-not-in-claim", differs + " undated-figure", "date-outside-coverage", monthChanged(prose)},
	{"year in prose", "number-not-in-claim", differs + " undated-figure", "date-outside-coverage", yearChanged(prose)},
	{"year in a description", "number-not-in-claim", differs, "date-outside-coverage", yearChanged((*site).titles)},
	{"month in a description", "number-not-in-claim", differs, "date-outside-coverage", monthChanged((*site).titles)},
	{"distance in prose", "number-not-in-claim", differs, "", (*site).distances},
	{"miles for kilometres in prose", "unit-differs", differs + " qualifier-differs", "number-not-in-claim", (*site).distanceUnits},
	{"millions for billions in prose", "number-not-in-claim", differs, "", magnitudes(prose)},
	{"currency in prose", "unit-differs", differs, "number-not-in-claim", (*site).currencies},
	{"rate in prose", "unit-differs", differs, "number-not-in-claim", (*site).rates},
	{"people made cells in prose", "unit-differs", differs, "", (*site).nouns},
	{"multiple in prose", "arithmetic-not-borne-out", differs, "", multiples(prose)},
	{"multiple in a statement", "arithmetic-not-borne-out", differs, "", multiples(statements)},
	{"qualifier dropped in prose", "qualifier-differs", differs, "", qualifierDropped(prose)},
	{"qualifier changed in prose", "qualifier-differs", differs, "", qualifierChanged(prose, true)},
	{"qualifier invented in prose", "qualifier-differs", differs, "", qualifierInvented(prose)},
	{"qualifier changed in a statement", "qualifier-differs", differs, "", qualifierChanged(statements, false)},
	{"digits in a statement", "number-not-in-evidence", leans, "", digitsChanged(statements)},
	{"number word in a statement", "number-not-in-evidence", leans, "", wordsChanged(statements)},
	{"day of a date in a statement", "number-not-in-evidence", leans, "", days(statements)},
	{"month in a statement", "number-not-in-evidence", leans, "", monthChanged(statements)},
	{"year in a statement", "number-not-in-evidence", leans + " date-outside-coverage", "", yearChanged(statements)},
	{"millions for billions in a statement", "number-not-in-evidence", leans, "", magnitudes(statements)},
	{"evidence that is no one quantity", "unreadable-quantity", "position-without-evidence", "", (*site).quantityUnreadable},

	// Headings.
	{"guilt in a heading", "guilt-stated", differs, "", heading([]string{"The gang members held", "Why criminals were moved", "Terrorists in the cells"}, []string{"Los pandilleros recluidos", "Por qué trasladaron a criminales", "Terroristas en las celdas"})},
	{"relative date in a heading", "relative-date", differs, "", heading([]string{"Who was sent this week", "What is known today", "The cells now"}, []string{"A quién enviaron esta semana", "Lo que se sabe hoy", "Las celdas ahora"})},
	{"number in a heading", "number-not-in-claim", differs, "", heading([]string{"The 83,017 beds", "All 83,017 of them"}, []string{"Las 83.017 camas", "Los 83.017"})},
	{"date in a heading", "date-outside-coverage", differs, "", heading([]string{"What was said in 2011", "On 3 May 2027"}, []string{"Lo que se dijo en 2011", "El 3 de mayo de 2027"})},
	{"loaded term in a heading", "loaded-term", "", "", heading([]string{"Why the gulag was built", "Inside the hellhole"}, []string{"Por qué se construyó el gulag", "Dentro del infierno"})},
	{"certainty in a heading", "certainty-not-borne-out", differs, "", heading([]string{"What was confirmed", "What the files proved"}, []string{"Lo que se confirmó", "Lo que se comprobó"})},
	{"name in a heading", "unknown-name", differs, "", heading([]string{"What Hargreave said"}, []string{"Lo que dijo Hargreave"})},

	// Attribution and fairness.
	{"attribution lost in prose", "allegation-not-attributed", differs + " one-side-stated", "", unattributed(prose, nobody)},
	{"attributed to another in prose", "allegation-not-attributed", differs, "", unattributed(prose, somebodyElse)},
	{"attribution lost in a statement", "allegation-not-attributed", differs, "", unattributed(statements, nobody)},
	{"attributed to another in a statement", "allegation-not-attributed", differs, "", unattributed(statements, somebodyElse)},
	{"allegation recorded as a fact", "allegation-as-fact", "allegation-not-attributed guilt-stated", "", edit("data/claims/", `(?m)^kind: allegation\nstatus: (.+)$`, to("reported", "unknown"))},
	{"number of a position", "number-not-in-evidence", differs + " one-side-stated position-without-evidence", "edition-number-differs", (*site).positionWords},
	{"guilt stated in a clause", "guilt-stated", differs, "", (*site).guiltClause},
	{"guilt in a noun", "guilt-stated", differs + " unit-differs", "", (*site).guiltyNouns},
	{"quotation without speaker", "quotation-without-speaker", differs + " allegation-not-attributed", "", (*site).speakerless},
	{"quotation too long", "quotation-too-long", differs, "", (*site).quotationTooLong},
	{"quotation altered by a word", "quotation-differs", differs, "", (*site).quotationAltered},
	{"loaded term in prose", "loaded-term", "", "", loadedTerms(prose)},
	{"loaded term in a statement", "loaded-term", "", "", loadedTerms(statements)},
	{"certainty on an allegation", "certainty-not-borne-out", differs + " guilt-stated", "", (*site).certainty},

	// Disagreement.
	{"disagreement's record removed", "disagreement-not-recorded", "unused-claim", "", (*site).recordRemoved},
	{"one article's number differs", "disagreement-not-recorded", "", "", (*site).evidenceDiffers},
	{"position's number in no evidence", "position-without-evidence", "one-side-stated", "", (*site).positionNumbers},
	{"position of a source without evidence", "position-without-evidence", "one-side-stated", "", (*site).positionSource},
	{"one position left", "one-position", "disagreement-not-recorded", "", (*site).onePosition},
	{"one side stated flatly", "one-side-stated", differs, "", (*site).oneSide},
	{"sides swapped in a sentence", "one-side-stated", differs, "", (*site).sidesSwapped},
	{"note takes a side", "note-picks-side", differs, "", (*site).noteTakesSide},

	// Time.
	{"relative date in prose", "relative-date", differs + " undated-figure", "", relativeDates(prose)},
	{"relative date in a statement", "relative-date", leans, "", relativeDates(statements)},
	{"recently, now and today", "relative-date", differs, "", (*site).adverbs},
	{"date after the reporting", "date-outside-coverage", differs, "", (*site).outsideCoverage},
	{"date in figures", "date-in-figures", differs + " undated-figure", "", inline("by 3/17/2025", "(17.03.2025)", "since 2025/03/17", "04/16/25")},
	{"dated figure as present", "undated-figure", differs, "", (*site).undated},

	// Editions.
	{"claim cited in one edition only", "edition-incomplete", differs + " quotation-differs", "", (*site).linkDropped},
	{"number in one edition only", "edition-number-differs", "", "", (*site).numberOmitted},
	{"name of the records in one edition only", "edition-name-differs", "", "", (*site).agentChanged},
	{"name that no record has", "unknown-name", "allegation-not-attributed quotation-without-speaker one-side-stated", "edition-name-differs", (*site).nameChanged},
	{"link in one edition only", "edition-link-differs", "", "", (*site).linkAdded},
	{"edition behind the first", "stale-edition", "", "", (*site).changedSince},
	{"page missing", "page-missing", "", "", (*site).missingPages},
	{"interface word missing", "missing-interface-word", "", "", (*site).interfaceWords},

	// Form of prose.
	{"HTML within a sentence", "raw-html", "", "", inline("<b>bold</b>", "<br>", "<span lang=fr>x</span>")},
	{"HTML block", "raw-html", "", "", paragraph("<div>x</div>", "<!-- later -->", "<iframe src=\"https://x.example\"></iframe>")},
	{"shortcode", "unknown-shortcode", "", "", inline("{{< youtube abc >}}", "{{% note %}}", "{{< figure src=\"a.png\" >}}")},
	{"template delimiters", "template-delimiter", "", "", inline("{{ .Title }}", "{{ range .Pages }}", "{{- now -}}")},
	{"link of a dangerous scheme", "link-scheme", differs, "", inline("[here](javascript:alert)", "[here](data:text/html,x)", "[here](vbscript:x)", "[here](file:///etc/passwd)")},
	{"heading twice on a page", "duplicate-heading", "", "", (*site).headingTwice},
	{"heading level skipped", "skipped-heading", "", "", edit("content/%s/", `(?m)^(## ).+$`, to("#### ", "##### "))},
	{"image without text", "image-without-text", "", "", inline("![](map.png)", "![ ](map.png)")},
	{"empty link", "empty-link", differs + " link-scheme", "", inline("[](https://x.example/)", "[here]()", "[ ](https://x.example/)")},
	{"unfinished text", "unfinished-text", differs, "", inline("TODO", "TK", "(TKTK)", "FIXME", "XXX")},
	{"hidden character in prose", "hidden-character", differs, "", characters(prose, "\u200b", "\u202e", "\u2066", "\u200e", "\ufeff", "\u2060")},
	{"hidden character in a statement", "hidden-character", differs, "", characters(statements, "\u200b", "\u202e", "\u2067", "\u200f", "\u202a")},
	{"letter of another alphabet in prose", "disguised-text", differs, "", replaced(prose, "a", "а", "e", "е", "o", "о")},
	{"letter of another alphabet in a statement", "disguised-text", leans, "", replaced(statements, "a", "а", "e", "е", "o", "о")},
	{"digits of another form in prose", "disguised-text", differs + " qualifier-differs unit-differs undated-figure", "", replaced(prose, "1", "１", "2", "²", "3", "٣", "4", "𝟒", "6", "⑥")},
	{"accent apart in prose", "disguised-text", differs, "", replaced(prose, "e", "e\u0301", "n", "n\u0303")},
	{"block of code", "code-block", "", "", paragraph("```\nThere are nine.\n```", "    There are nine.", "~~~\nx\n~~~")},
	{"space missing between sentences", "missing-space", differs + " sentence-without-claim", "", edit("content/%s/", `\(claim:[^)]*\)\.( )\p{Lu}\p{Ll}`, to(removed))},
	{"NUL in prose", "nul", "", "", characters(prose, "\x00")},
	{"NUL in a record", "nul", "", "", characters(statements, "\x00")},
	{"bad UTF-8 in prose", "invalid-utf8", "", "", characters(prose, "\xff", "\xe9", "\xc3(")},
	{"bad UTF-8 in a record", "invalid-utf8", "", "", characters(statements, "\xff", "\xf3")},
	{"lists nested without end", "nested-too-deep", "nested-too-deep", "", paragraph(strings.Repeat("> ", 300)+"deep", strings.Repeat("- ", 300)+"deep", strings.Repeat("1. ", 300)+"deep")},
	{"huge page", "file-too-large", "", "", reportedAt(paragraph(strings.Repeat("More and more words. ", 60_000)), wholeFile)},
	{"front matter missing", "missing-front-matter", "", "", edit("content/%s/", `\A(---\n)`, func(string, *rand.Rand) string { return removed })},
	{"unknown key in front matter", "unknown-key", "missing-key", "", edit("content/%s/", `(?m)^(description|weight|answer|layout|editorial): `, misspelt)},
	{"key missing from front matter", "missing-key", "", "", reportedAt(edit("content/%s/", `(?m)^((?:description|title|answer): .*\n)`, func(string, *rand.Rand) string { return removed }), func(string) int { return 2 })},

	// Form of records.
	{"unknown key in a record", "unknown-key", "missing-key", "", edit("data/", `(?m)^\s*(excerpt|quantities|asserted_by|as_of|own|statement|evidence|fingerprint|positions|weight|url|accessed): `, misspelt)},
	{"unknown setting", "unknown-key", "", "", (*site).settings},
	{"key given twice", "duplicate-key", "", "", edit("data/claims/", `(?m)^status: .+(\n)`, to("\nstatus: reported\n", "\nstatus: alleged\n"))},
	{"claim without evidence", "missing-key", "", "", reportedAt(edit("data/claims/", `(?s)(evidence:\n.*)`, func(string, *rand.Rand) string { return removed }), firstLine)},
	{"evidence without fingerprint", "missing-key", "", "", reportedAt(edit("data/claims/", `(?m)^(  fingerprint: .+\n)`, func(string, *rand.Rand) string { return removed }), itemLine)},
	{"evidence without locator", "missing-key", "", "", reportedAt(edit("data/claims/", `(?m)^(  at: .+\n)`, func(string, *rand.Rand) string { return removed }), itemLine)},
	{"fingerprint of the wrong form", "malformed-value", "", "", edit("data/claims/", `(?m)^  fingerprint: '?([0-9a-f]+)'?$`, func(m string, r *rand.Rand) string {
		return []string{m[1:], m + "0", "z" + m[1:], strings.ToUpper("a" + m[1:])}[r.IntN(4)]
	})},
	{"locator of the wrong form", "malformed-value", "", "", edit("data/claims/", `(?m)^  at: (\S+)$`, func(m string, r *rand.Rand) string {
		return []string{strings.Replace(m, ".", "", 1), "p0.s1", strings.ToUpper(m), m + "."}[r.IntN(4)]
	})},
	{"status that is none", "unknown-value", "", "", edit("data/claims/", `(?m)^status: (.+)$`, to("confirmed", "true", "allegd"))},
	{"wrong type", "wrong-type", "", "", edit("data/disagreements/", `(?m)^weight: (.+)$`, to("heavy", "[40]", "140", "4.5"))},
	{"text for a list", "wrong-type", "", "", edit("data/disagreements/", `(?m)^claims: (\[.+\])$`, to("one", "{a: b}"))},
	{"bad date", "malformed-date", "", "", edit("data/claims/", `(?m)^(?:date|as_of): (.+)$`, to("16/03/2025", "2025-13", "2025-02-30", "March 2025", "'25"[:1]+"2025-3'"))},
	{"empty value", "empty-value", "", "", edit("data/claims/", `(?m)^  excerpt: (.+)$`, to("''", "~", `" "`))},
	{"malformed YAML", "malformed-yaml", "", "", edit("data/claims/", `(?m)^kind: (.+)$`, to("a: b", "\tx: y: z", "@x", "]"))},
	{"YAML alias", "yaml-alias", "", "", edit("data/claims/", `(?m)^  excerpt: (.+)$`, to("[&e x, *e]"))},
	{"record nested without end", "nested-too-deep", "", "", edit("data/claims/", `(?m)^  excerpt: (.+)$`, to(strings.Repeat("[", 40)+strings.Repeat("]", 40), strings.Repeat("{a: ", 30)+"b"+strings.Repeat("}", 30)))},
	{"huge record", "file-too-large", "", "", reportedAt(edit("data/", `\A(.)`, with("# "+strings.Repeat("x", 1<<20)+"\n", "")), wholeFile)},
	{"empty record", "empty-record", "", "", edit("data/claims/", `(?s)\A(.+)\z`, to("# later\n", "# one\n# two\n"))},
	{"one id in two sections", "duplicate-id", "", "", (*site).duplicateIDs},
	{"file name that is no id", "malformed-id", "", "", (*site).malformedIDs},
	{"file that nothing reads", "stray-file", "", "", (*site).strayFiles},
	{"folder that means nothing", "unknown-folder", "", "", (*site).unknownFolders},
}
