package load

import (
	"path"
	"regexp"

	"go.yaml.in/yaml/v4"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

var (
	fingerprintForm = regexp.MustCompile(`^[0-9a-f]{16}$`)
	locatorForm     = regexp.MustCompile(`^p[1-9][0-9]*\.s[1-9][0-9]*$`)
	sha256Form      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	urlForm         = regexp.MustCompile(`^https?://[^\s<>"]+$`)
)

const (
	fingerprintHelp = "copy the 16 hex digits that ingest prints for the sentence"
	locatorHelp     = "copy the locator that ingest prints for the sentence, such as p8.s2"
	sha256Help      = "write the SHA-256 of the article's bytes, which ingest prints"
	urlHelp         = "write an address that starts with https:// or http://"
)

func (r *record) source(n *yaml.Node) *explainer.Source {
	s := &explainer.Source{ID: r.id, Place: r.place(n)}
	r.fields(n,
		r.unlessDraft("title", r.text(&s.Title)),
		r.unlessDraft("outlet", r.localized(&s.Outlet)),
		r.unlessDraft("label", r.localized(&s.Label)),
		may("authors", r.texts(&s.Authors)),
		may("issued", r.date(&s.Issued)),
		may("accessed", r.date(&s.Accessed)),
		may("url", r.pattern(&s.URL, urlForm, urlHelp)),
		may("url_status", r.oneOf(&s.URLStatus, "opened", "unopened")),
		may("archive_url", r.pattern(&s.ArchiveURL, urlForm, urlHelp)),
		must("language", r.oneOf(&s.Language, "en", "es")),
		must("article_sha256", r.pattern(&s.ArticleSHA256, sha256Form, sha256Help)),
		may("note", r.localized(&s.Note)),
		may("lineage", func(n *yaml.Node) { s.Lineage = r.lineage(n) }),
		may("set_aside", r.list(func(n *yaml.Node) { s.SetAside = append(s.SetAside, r.setAside(n)) })),
		may("checked", r.day(&s.Checked)),
		may("changed", func(n *yaml.Node) { s.Changed = r.changed(n) }),
		may("draft", r.flag(&s.Draft)),
	)
	return s
}

func (r *record) changed(n *yaml.Node) *explainer.Changed {
	c := &explainer.Changed{Place: r.place(n)}
	r.fields(n,
		must("on", r.day(&c.On)),
		must("note", r.localized(&c.Note)),
		may("article_sha256", r.pattern(&c.ArticleSHA256, sha256Form, sha256Help)),
	)
	return c
}

func (r *record) lineage(n *yaml.Node) *explainer.Lineage {
	l := &explainer.Lineage{Place: r.place(n)}
	o := &l.Overlap
	kinds := []string{"verbatim", "rewrite", "summary", "independent"}
	if r.draft {
		kinds = append(kinds, "possibly derived")
	}
	r.fields(n,
		must("of", r.text(&l.Of)),
		must("kind", r.oneOf(&l.Kind, kinds...)),
		may("basis", r.localized(&l.Basis)),
		must("overlap", func(n *yaml.Node) {
			o.Place = r.place(n)
			r.fields(n,
				must("shingles", r.share(&o.Shingles)),
				must("aligned", r.share(&o.Aligned)),
				must("order", r.share(&o.Order)),
				must("numbers", r.share(&o.Numbers)),
				must("score", r.share(&o.Score)),
			)
		}),
	)
	return l
}

func (r *record) setAside(n *yaml.Node) *explainer.SetAside {
	s := &explainer.SetAside{Place: r.place(n)}
	r.fields(n,
		must("at", r.pattern(&s.At, locatorForm, locatorHelp)),
		must("fingerprint", r.pattern(&s.Fingerprint, fingerprintForm, fingerprintHelp)),
		must("reason", r.oneOf(&s.Reason, "signpost", "appeal", "credit", "repetition")),
	)
	return s
}

func (r *record) agent(n *yaml.Node) *explainer.Agent {
	a := &explainer.Agent{ID: r.id, Place: r.place(n)}
	r.fields(n,
		must("name", r.localized(&a.Name)),
		may("aliases", r.lists(&a.Aliases)),
		r.unlessDraft("description", r.localized(&a.Description)),
		may("draft", r.flag(&a.Draft)),
	)
	return a
}

// claim reads a claim, whose section is its folder.
func (r *record) claim(n *yaml.Node) *explainer.Claim {
	section := explainer.Text{Value: path.Base(path.Dir(r.file)), Place: diag.Place{File: r.file}}
	c := &explainer.Claim{ID: r.id, Place: r.place(n), Section: section}
	r.fields(n,
		must("kind", r.oneOf(&c.Kind, "quantity", "event", "quotation", "policy", "law", "allegation", "absence", "description")),
		must("status", r.oneOf(&c.Status, "reported", "alleged", "disputed", "unknown")),
		may("asserted_by", r.text(&c.AssertedBy)),
		may("as_of", r.date(&c.AsOf)),
		may("date", r.date(&c.Date)),
		may("date_note", r.localized(&c.DateNote)),
		r.unlessDraft("statement", r.localized(&c.Statement)),
		must("evidence", r.list(func(n *yaml.Node) { c.Evidence = append(c.Evidence, r.evidence(n)) })),
		may("draft", r.flag(&c.Draft)),
	)
	return c
}

func (r *record) evidence(n *yaml.Node) *explainer.Evidence {
	e := &explainer.Evidence{Place: r.place(n)}
	r.fields(n,
		must("source", r.text(&e.Source)),
		must("at", r.pattern(&e.At, locatorForm, locatorHelp)),
		must("fingerprint", r.pattern(&e.Fingerprint, fingerprintForm, fingerprintHelp)),
		may("part", r.oneOf(&e.Part, "caption", "standfirst", "heading", "title", "kicker")),
		may("excerpt", r.text(&e.Excerpt)),
		may("quantities", r.texts(&e.Quantities)),
		may("own", r.boolean(&e.Own)),
		may("note", r.localized(&e.Note)),
	)
	return e
}

func (r *record) disagreement(n *yaml.Node) *explainer.Disagreement {
	d := &explainer.Disagreement{ID: r.id, Place: r.place(n)}
	r.fields(n,
		must("kind", r.oneOf(&d.Kind, "number", "date", "wording", "scope", "certainty", "arithmetic", "omission")),
		must("weight", r.integer(&d.Weight, 0, 100)),
		r.unlessDraft("title", r.localized(&d.Title)),
		must("claims", r.texts(&d.Claims)),
		must("positions", r.list(func(n *yaml.Node) { d.Positions = append(d.Positions, r.position(n)) })),
		r.unlessDraft("note", r.localized(&d.Note)),
		may("draft", r.flag(&d.Draft)),
	)
	return d
}

func (r *record) position(n *yaml.Node) *explainer.Position {
	p := &explainer.Position{Place: r.place(n)}
	r.fields(n,
		must("sources", r.texts(&p.Sources)),
		r.unlessDraft("says", r.localized(&p.Says)),
		may("quantities", r.texts(&p.Quantities)),
	)
	return p
}

func (r *record) rules(n *yaml.Node) explainer.Rules {
	var rules explainer.Rules
	r.fields(n,
		may("levels", r.list(func(n *yaml.Node) {
			l := &explainer.RuleLevel{}
			r.fields(n,
				must("code", r.text(&l.Code)),
				must("level", r.oneOf(&l.Level, "error", "warning", "off")),
				must("reason", r.localized(&l.Reason)),
			)
			rules.Levels = append(rules.Levels, l)
		})),
		may("waivers", r.list(func(n *yaml.Node) {
			w := &explainer.Waiver{Place: r.place(n)}
			r.fields(n,
				must("code", r.text(&w.Code)),
				must("file", r.text(&w.File)),
				must("text", r.text(&w.Text)),
				must("reason", r.localized(&w.Reason)),
			)
			rules.Waivers = append(rules.Waivers, w)
		})),
	)
	return rules
}

// unit reads a site's own unit: the nouns that name it in each edition.
func (r *record) unit(n *yaml.Node) map[string][]string {
	nouns := map[string][]string{}
	r.editions(n, true, func(ed string) func(*yaml.Node) {
		return r.list(func(n *yaml.Node) {
			var t explainer.Text
			if r.text(&t)(n); t.Value != "" {
				nouns[ed] = append(nouns[ed], t.Value)
			}
		})
	})
	return nouns
}

// style reads an entry of the style list. An editor who meets a loaded term
// is told what to write instead, or why.
func (r *record) style(n *yaml.Node) *explainer.Style {
	s := &explainer.Style{ID: r.id, Place: r.place(n)}
	r.fields(n,
		must("kind", r.oneOf(&s.Kind, explainer.Loaded, explainer.Guilt, explainer.Group)),
		must("terms", r.lists(&s.Terms)),
		may("except", r.lists(&s.Except)),
		may("prefer", r.partly(&s.Prefer)),
		may("reason", r.partly(&s.Reason)),
	)
	for _, ed := range r.eds {
		if s.Kind.Value == explainer.Loaded && len(s.Terms[ed]) > 0 && s.Prefer.In(ed) == "" && s.Reason.In(ed) == "" {
			r.errorf(valueOf(n, "terms"), "missing-key", "%q is missing for edition %q", "prefer", ed).
				Helpf("give the preferred term, or a reason")
		}
	}
	return s
}

// outline reads the sections by which sentences of articles are placed.
func (r *record) outline(n *yaml.Node) []*explainer.SectionTerms {
	var sections []*explainer.SectionTerms
	first := map[string]explainer.Text{}
	r.list(func(n *yaml.Node) {
		s := &explainer.SectionTerms{Place: r.place(n)}
		r.fields(n,
			must("id", r.pattern(&s.ID, idForm, "use lower-case letters, digits and single hyphens")),
			may("title", r.partly(&s.Title)),
			may("terms", r.lists(&s.Terms)),
		)
		switch f, again := first[s.ID.Value]; {
		case s.ID.Value == "":
			return
		case s.ID.Value == explainer.Unplaced:
			unplaced(r.diags, s.ID.Place)
		case again:
			r.diags.Errorf(s.ID.Place, "duplicate-id", "two sections have the id %q", s.ID.Value).Note(f.Place, "the other one")
		}
		first[s.ID.Value] = s.ID
		sections = append(sections, s)
	})(n)
	return sections
}
