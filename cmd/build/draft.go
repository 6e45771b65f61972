package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"explainer/internal/article"
	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/draft"
	"explainer/internal/explainer"
	"explainer/internal/lineage"
)

type draftCommand struct {
	Articles string `required:"" help:"Folder with the articles, under any names." type:"existingdir" placeholder:"DIR"`
	Sections string `help:"Titles of the sections, for a site that has none: \"Title; Title; …\"." placeholder:"TITLES"`
	Language string `help:"Language of the articles: en or es (default: guessed)." placeholder:"LANG"`
}

// Run proposes what a site lacks of its articles. It only ever adds: records
// that are new, and evidence below that of draft claims.
func (c draftCommand) Run(ctx context.Context, o *options) error {
	titles, err := titles(c.Sections)
	if err != nil {
		return err
	}
	files, err := o.articleFiles(c.Articles, o.Site)
	if err != nil {
		return err
	}
	articles, list := o.readArticles(ctx, files, c.Language)
	if err := o.report(list, ctx.Err()); err != nil {
		return err
	}
	plan, err := o.draft(ctx, articles, titles)
	if err != nil {
		return err
	}
	o.summary(plan, o.Site)
	return nil
}

// draft writes to the site what its articles give.
func (o *options) draft(ctx context.Context, articles []*article.Article, titles []string) (*draft.Plan, error) {
	x, err := o.formed()
	if err != nil {
		return nil, err
	}
	relations := lineage.Measure(articles)
	files := addSources(x, articles, relations)
	outline := newOutline(x, titles)
	known := draft.Articles(x, articles)
	proposed := draft.New(known, draft.Options{Sections: outline.terms(), Units: x.Units, Relations: relations})
	plan := proposed.Merge(x)
	more, err := o.more(plan)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err // interrupted, and nothing is written yet
	}
	files = slices.Concat(outline.files(), files, plan.Files)
	if err := create(o.Site, files); err != nil {
		return nil, err
	}
	for _, record := range more {
		if err := rewrite(o.Site, record); err != nil {
			return nil, err
		}
	}
	return plan, o.worksheets(articles, relations, plan.ByHand)
}

// more are the records of the draft claims that a plan adds evidence to. Where
// a record is written in a form that cannot be added to, that is left to the
// editor.
func (o *options) more(plan *draft.Plan) ([]draft.File, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var records []draft.File
	var added []draft.Addition
	for _, add := range plan.More {
		file := add.Claim.Place.File
		record, err := root.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if record, err = draft.Append(record, add.Evidence); err != nil {
			plan.ByHand = append(plan.ByHand, add)
			continue
		}
		records = append(records, draft.File{Path: file, Data: record})
		added = append(added, add)
	}
	plan.More = added
	return records, nil
}

// worksheets replaces the site's worksheets by those of what it now has.
func (o *options) worksheets(articles []*article.Article, relations []lineage.Relation, byHand []draft.Addition) error {
	x, err := o.formed()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(o.Site, draft.WorksheetFolder)); err != nil {
		return err
	}
	return create(o.Site, draft.Worksheets(x, draft.Articles(x, articles), relations, byHand))
}

// summary says what was proposed for the site that stands, or will stand, in a
// folder.
func (o *options) summary(plan *draft.Plan, site string) {
	if len(plan.Candidates)+len(plan.More)+len(plan.ByHand) == 0 {
		fmt.Fprintln(o.stdout, "every sentence of the articles is accounted for: nothing to propose")
		return
	}
	if n := len(plan.Candidates); n > 0 {
		fmt.Fprintf(o.stdout, "%s, %s\n", diag.Count(n, "candidate claim"), diag.Count(plan.Disagreements, "possible disagreement"))
	}
	bySection := map[string]int{}
	var order []string
	for _, c := range plan.Candidates {
		section := cmp.Or(c.Section, explainer.Unplaced)
		if bySection[section] == 0 {
			order = append(order, section)
		}
		bySection[section]++
	}
	for _, s := range order {
		fmt.Fprintf(o.stdout, "  %s: %d\n", s, bySection[s])
	}
	for _, more := range plan.More {
		fmt.Fprintf(o.stdout, "  %s: evidence from %s added\n", more.Claim.Place.File, more.Sources())
	}
	if n := len(plan.ByHand); n > 0 {
		fmt.Fprintf(o.stdout, "  %s may rest on more, which is yours to add: see %s\n", diag.Count(n, "claim"), path.Join(draft.WorksheetFolder, draft.ByHandSheet))
	}
	fmt.Fprintf(o.stdout, "the articles' sentences are in %s, for you alone: write the statements from them\n", o.relative(filepath.Join(site, draft.WorksheetFolder)))
}

// titles splits what --sections gives. A title that makes no address for its
// page is an error.
func titles(list string) ([]string, error) {
	var out []string
	for t := range strings.SplitSeq(list, ";") {
		if t = strings.TrimSpace(t); t == "" {
			continue
		}
		switch id := draft.Slug(t); {
		case id == "":
			return nil, fmt.Errorf("section %q makes no address; write it with Latin letters or digits, and its title in data/sections.yaml", t)
		case id == "index" || id == "method" || id == explainer.Unplaced || slices.Contains(check.Reserved, id):
			return nil, fmt.Errorf("section %q would have the address %q, which has another use; choose another title", t, id)
		}
		out = append(out, t)
	}
	return out, nil
}

// An outline is the sections of a site as sentences are placed in them, in
// order.
type outline struct {
	x        *explainer.Explainer
	sections []*explainer.SectionTerms
	fresh    []*explainer.SectionTerms // that have no page
	missing  bool                      // the site has no data/sections.yaml
}

// newOutline gathers the sections of data/sections.yaml, of the pages, and of
// titles that are new.
func newOutline(x *explainer.Explainer, titles []string) *outline {
	o := &outline{x: x, missing: len(x.Outline) == 0, sections: slices.Clone(x.Outline)}
	has := func(id string) bool {
		return slices.ContainsFunc(o.sections, func(s *explainer.SectionTerms) bool { return s.ID.Value == id })
	}
	for _, p := range x.Sections(x.Main().ID) {
		if !has(p.ID) {
			o.sections = append(o.sections, &explainer.SectionTerms{ID: explainer.Text{Value: p.ID}})
		}
	}
	for _, t := range titles {
		if id := draft.Slug(t); id != "" && !has(id) {
			o.sections = append(o.sections, &explainer.SectionTerms{
				ID: explainer.Text{Value: id}, Title: explainer.Localized{x.Main().ID: {Value: t}},
			})
		}
	}
	for _, s := range o.sections {
		if !slices.ContainsFunc(x.Pages, func(p *explainer.Page) bool { return p.ID == s.ID.Value }) {
			o.fresh = append(o.fresh, s)
		}
	}
	return o
}

// terms are what speaks for each section: its titles and its terms.
func (o *outline) terms() []draft.Section {
	var out []draft.Section
	for _, s := range o.sections {
		d := draft.Section{ID: s.ID.Value}
		for _, ed := range o.x.EditionIDs() {
			d.Terms = append(d.Terms, s.Title.In(ed))
			for _, t := range s.Terms[ed] {
				d.Terms = append(d.Terms, t.Value)
			}
		}
		for _, p := range o.x.Pages {
			if p.ID == d.ID {
				d.Terms = append(d.Terms, p.Title.Value)
			}
		}
		out = append(out, d)
	}
	return out
}

// files are draft pages for sections without one, and the outline if the site
// has none.
func (o *outline) files() []draft.File {
	var files []draft.File
	weight := 0
	for _, p := range o.x.Pages {
		if p.Section {
			weight = max(weight, p.Weight)
		}
	}
	for _, s := range o.fresh {
		weight++
		for _, ed := range o.x.EditionIDs() {
			title := cmp.Or(s.Title.In(ed), s.Title.In(o.x.Main().ID), s.ID.Value)
			files = append(files, draft.File{
				Path: path.Join("content", ed, s.ID.Value+".md"),
				Data: fmt.Appendf(nil, "---\ndraft: true\ntitle: %q\ndescription: \"\"\nweight: %d\nanswer: \"\"\n---\n", title, weight),
			})
		}
	}
	if o.missing && len(o.fresh) > 0 {
		var b strings.Builder
		for _, s := range o.sections {
			fmt.Fprintf(&b, "- id: %s\n", s.ID.Value)
		}
		files = append(files, draft.File{Path: "data/sections.yaml", Data: []byte(b.String())})
	}
	return files
}
