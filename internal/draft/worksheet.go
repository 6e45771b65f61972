package draft

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/lineage"
)

// WorksheetFolder holds the worksheets, within the site. They quote the
// articles, which are not ours, and are kept out of its history.
const WorksheetFolder = "worksheets"

// ByHandSheet is the worksheet of what an editor is to add to claims. Like
// "sources", its name is no section's.
const ByHandSheet = "claims.md"

// Worksheets shows an editor what is to be written: for each section the
// site's draft claims with the articles' sentences, what is proposed to be
// added to others by hand, and of each article what it derives from and has
// of its own. They are Markdown, made anew every time.
func Worksheets(x *explainer.Explainer, articles []Article, relations []lineage.Relation, byHand []Addition) []File {
	articles = slices.SortedFunc(slices.Values(articles), func(a, b Article) int { return strings.Compare(a.Source, b.Source) })
	w := &worksheet{x: x, articles: map[string]*article.Article{}}
	for _, a := range articles {
		w.articles[a.Source] = a.Article
	}
	files := []File{{path.Join(WorksheetFolder, ".gitignore"), []byte("*\n")}}
	add := func(name string, b *bytes.Buffer) {
		if b.Len() > 0 {
			files = append(files, File{path.Join(WorksheetFolder, name+".md"), b.Bytes()})
		}
	}
	sections := map[string]*bytes.Buffer{}
	for _, c := range x.Claims {
		if c.Draft.Value {
			b := sections[c.Section.Value]
			if b == nil {
				b = &bytes.Buffer{}
				sections[c.Section.Value] = b
			}
			w.claim(b, c)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(sections)) {
		add(id, sections[id])
	}
	b := &bytes.Buffer{}
	for _, f := range byHand {
		fmt.Fprintf(b, "## %s\n\n%s may also rest on:\n\n", f.Claim.ID, file(f.Claim))
		for _, e := range f.Evidence {
			w.sentence(b, e.Source+" "+e.Sentence.Locator(), e.Sentence.Text)
		}
		b.WriteString("\n")
	}
	add(strings.TrimSuffix(ByHandSheet, ".md"), b)
	add("sources", w.sources(articles, relations))
	return files
}

// sources says of each article what it derives from, and why one would think
// so, for an editor to confirm.
func (w *worksheet) sources(articles []Article, relations []lineage.Relation) *bytes.Buffer {
	ids := map[string]string{}
	all := make([]*article.Article, len(articles))
	for i, a := range articles {
		ids[a.SHA256], all[i] = a.Source, a.Article
	}
	b := &bytes.Buffer{}
	for i, r := range lineage.Trace(all, relations) {
		fmt.Fprintf(b, "## %s\n\n", articles[i].Source)
		parent := w.articles[ids[r.From]]
		switch {
		case parent == nil && r.Kind == lineage.Possibly:
			fmt.Fprintf(b, "One of a family whose origin is not known. %s\n\n", r.Why)
		case parent == nil:
			fmt.Fprintf(b, "An origin. %s\n\n", r.Why)
		case !r.Kind.Derived() && r.Kind != lineage.Possibly:
			fmt.Fprintf(b, "Independent; nearest is %s. %s\n\n", ids[r.From], r.Why)
		default:
			fmt.Fprintf(b, "Proposed: %s of %s. %s\n\n", r.Kind, ids[r.From], r.Why)
			own := lineage.Additions(r, parent, all[i])
			if len(own) == 0 {
				b.WriteString("It has nothing of its own.\n\n")
				continue
			}
			b.WriteString("Without a match there, or with a number or quotation that it lacks:\n\n")
			for _, add := range own {
				w.sentence(b, add.Sentence.Locator(), add.Sentence.Text)
			}
			b.WriteString("\n")
		}
	}
	return b
}

type worksheet struct {
	x        *explainer.Explainer
	articles map[string]*article.Article // by source
}

func file(c *explainer.Claim) string {
	return path.Join("data/claims", c.Section.Value, c.ID+".yaml")
}

func (w *worksheet) claim(b *bytes.Buffer, c *explainer.Claim) {
	fmt.Fprintf(b, "## %s\n\n%s: %s, %s", c.ID, file(c), c.Kind.Value, c.Status.Value)
	if c.AssertedBy.Value != "" {
		fmt.Fprintf(b, ", asserted by %s", c.AssertedBy.Value)
	}
	b.WriteString("\n\n")
	for _, e := range c.Evidence {
		a := w.articles[e.Source.Value]
		block, n, err := article.ParseLocator(e.At.Value)
		if a == nil || err != nil {
			continue
		}
		if s, ok := a.At(block, n); ok {
			w.sentence(b, e.Source.Value+" "+s.Locator(), s.Text)
		}
	}
	for _, d := range w.x.Disagreements {
		for _, of := range d.Claims {
			if d.Draft.Value && of.Value == c.ID {
				w.disagreement(b, d)
			}
		}
	}
	b.WriteString("\n")
}

func (w *worksheet) sentence(b *bytes.Buffer, place, text string) {
	fmt.Fprintf(b, "- **%s**: %s\n", place, text)
}

func (w *worksheet) disagreement(b *bytes.Buffer, d *explainer.Disagreement) {
	var positions []string
	for _, p := range d.Positions {
		sources, quantities := texts(p.Sources), texts(p.Quantities)
		says := strings.Join(sources, ", ")
		if len(quantities) > 0 {
			says += ": " + strings.Join(quantities, ", ")
		}
		positions = append(positions, says)
	}
	fmt.Fprintf(b, "\nDisagreement data/disagreements/%s.yaml, %s: %s\n", d.ID, d.Kind.Value, strings.Join(positions, " | "))
}

func texts(list []explainer.Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Value
	}
	return out
}
