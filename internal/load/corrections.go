package load

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"explainer/internal/explainer"
)

var (
	dayForm = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)
	// A path below an edition's root, and perhaps a place on its page.
	addressForm = regexp.MustCompile(`^([a-z0-9._-]+/)*([a-z0-9._-]+)?(#[^\s"<>#]+)?$`)
)

func (r *record) correction(n *yaml.Node) *explainer.Correction {
	c := &explainer.Correction{ID: r.id, Place: r.place(n)}
	var kind explainer.Text
	r.fields(n,
		must("date", r.day(&c.Date)),
		must("kind", r.oneOf(&kind, "substantive", "trivial")),
		may("claims", r.texts(&c.Claims)),
		may("pages", r.texts(&c.Pages)),
		may("disagreements", r.texts(&c.Disagreements)),
		may("sources", r.texts(&c.Sources)),
		may("agents", r.texts(&c.Agents)),
		must("was", r.localized(&c.Was)),
		must("now", r.localized(&c.Now)),
		must("why", r.localized(&c.Why)),
	)
	c.Substantive = kind.Value == "substantive"
	if n.Kind == yaml.MappingNode && len(c.Of()) == 0 {
		r.errorf(n, "missing-key", "the correction does not say what it concerns").
			Helpf("list ids under claims, pages, disagreements, sources or agents")
	}
	return c
}

func (r *record) redirects(n *yaml.Node) []*explainer.Redirect {
	var list []*explainer.Redirect
	first := map[string]*explainer.Redirect{}
	const help = "write a path within an edition, such as the-hall/ or the-hall/#seats"
	r.list(func(n *yaml.Node) {
		d := &explainer.Redirect{Place: r.place(n)}
		r.fields(n,
			must("from", r.pattern(&d.From, addressForm, help)),
			must("to", r.pattern(&d.To, addressForm, help)),
		)
		page, place, _ := strings.Cut(d.From.Value, "#")
		from := strings.TrimSuffix(page, "/") + "#" + place // "the-hall" is "the-hall/"
		switch f := first[from]; {
		case d.From.Value == "" || d.To.Value == "":
			return
		case f != nil:
			r.diags.Errorf(d.From.Place, "duplicate-id", "%q is redirected twice", d.From.Value).Note(f.From.Place, "the other one")
			return
		}
		first[from] = d
		list = append(list, d)
	})(n)
	return list
}
