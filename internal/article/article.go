// Package article turns the raw text of a news article, or its saved web page,
// into numbered blocks and sentences that evidence can point at. It also reads
// what an article says of itself and whom it quotes.
//
// Three promises hold across versions of the rules here:
//
//   - Block numbers count every non-blank block of the file, boilerplate
//     included, so that a better rule for boilerplate never renumbers. Of a
//     page they count all that it shows, menus and footers included.
//   - A fingerprint depends on a sentence's words only: not on typography,
//     Markdown debris, spacing or case.
//   - When in doubt a block is body text. An editor can pass over a stray
//     line; a lost sentence would go unnoticed.
//
// The rules know English and Spanish, and nothing of any topic.
package article

import (
	"fmt"
	"iter"
	"regexp"
	"strconv"
)

// Kind says what part a block plays in its article.
type Kind string

// The kinds of block. Only standfirsts, captions and paragraphs are body text.
const (
	Title       Kind = "title"
	Kicker      Kind = "kicker"      // a section label above a heading
	Byline      Kind = "byline"      // who wrote or posted it
	Dateline    Kind = "dateline"    // a date, or a place and agency, alone
	Standfirst  Kind = "standfirst"  // the summary under a title
	Caption     Kind = "caption"     // what a picture shows
	Heading     Kind = "heading"     // above a part of the text
	Paragraph   Kind = "paragraph"   // running text
	Credit      Kind = "credit"      // who else reported, or an agency's name
	Boilerplate Kind = "boilerplate" // the outlet's, not the article's
)

// Body reports whether an editor must account for blocks of this kind.
func (k Kind) Body() bool {
	return k == Paragraph || k == Caption || k == Standfirst
}

// Article is one article, split.
type Article struct {
	SHA256   string // of the raw bytes, in hex
	Language string // "en" or "es"
	Blocks   []Block

	declared *About   // in the head of a saved page, or nil
	heard    *hearing // behind Quotations
}

// Block is a paragraph, a heading or any other unit standing on its own.
type Block struct {
	Number    int // from 1, over all non-blank blocks
	Kind      Kind
	Line      int // in the file, from 1; 0 in a saved page
	Text      string
	Sentences []Sentence // none when the block holds no letter or digit
}

// Sentence is one sentence, cleaned for display.
type Sentence struct {
	Block, Number int // Number counts from 1 within the block
	Text          string
	Fingerprint   string
}

// Locator is the sentence's place, as in "p8.s2".
func (s Sentence) Locator() string { return Locator(s.Block, s.Number) }

// Body yields the sentences an editor must account for: those of standfirst,
// captions and paragraphs.
func (a *Article) Body() iter.Seq[Sentence] { return a.where(Kind.Body) }

// Sentences yields every sentence that is not boilerplate, headings included.
func (a *Article) Sentences() iter.Seq[Sentence] {
	return a.where(func(k Kind) bool { return k != Boilerplate })
}

func (a *Article) where(keep func(Kind) bool) iter.Seq[Sentence] {
	return func(yield func(Sentence) bool) {
		for _, b := range a.Blocks {
			if !keep(b.Kind) {
				continue
			}
			for _, s := range b.Sentences {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// At returns the sentence at a place. Boilerplate can be looked up too: the
// block's kind says whether it may be cited.
func (a *Article) At(block, sentence int) (Sentence, bool) {
	if block < 1 || block > len(a.Blocks) {
		return Sentence{}, false
	}
	in := a.Blocks[block-1].Sentences
	if sentence < 1 || sentence > len(in) {
		return Sentence{}, false
	}
	return in[sentence-1], true
}

// ByFingerprint returns the sentences with that fingerprint, in order; more
// than one where an article repeats itself.
func (a *Article) ByFingerprint(fp string) []Sentence {
	var found []Sentence
	for s := range a.where(func(Kind) bool { return true }) {
		if s.Fingerprint == fp {
			found = append(found, s)
		}
	}
	return found
}

// Locator writes the place of a sentence: block 8, sentence 2 is "p8.s2".
func Locator(block, sentence int) string {
	return fmt.Sprintf("p%d.s%d", block, sentence)
}

var locator = regexp.MustCompile(`^p([1-9][0-9]{0,6})\.s([1-9][0-9]{0,6})$`)

// ParseLocator reads what [Locator] writes, and nothing else.
func ParseLocator(s string) (block, sentence int, err error) {
	m := locator.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, fmt.Errorf("%q is not a locator such as p8.s2", s)
	}
	block, _ = strconv.Atoi(m[1]) // the pattern admits only small numbers
	sentence, _ = strconv.Atoi(m[2])
	return block, sentence, nil
}
