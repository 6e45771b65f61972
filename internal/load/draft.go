package load

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// isDraft looks ahead for what decides how the other keys are read. Who writes
// the key means a draft, unless it says false: any other value is one mistake,
// and not as many as there are words missing.
func isDraft(n *yaml.Node) bool {
	v := valueOf(n, "draft")
	return v.Kind != 0 && v.Value != "false"
}

// unlessDraft is a field that only a draft may leave out, or empty.
func (r *record) unlessDraft(key string, read func(*yaml.Node)) field {
	return field{key, !r.draft, r.written(read)}
}

// written passes over what a draft leaves empty.
func (r *record) written(read func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if r.form != nil {
			if f := r.within(read); r.draft {
				r.form["anyOf"] = []form{f, {"type": "null"}, {"pattern": `^\s*$`}}
			} else {
				r.form = f
			}
			return
		}
		if !r.draft || !empty(n) {
			read(n)
		}
	}
}

func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Tag == "!!null" || strings.TrimSpace(n.Value) == "")
}

func (r *record) flag(to *explainer.Flag) func(*yaml.Node) {
	return func(n *yaml.Node) {
		to.Place = r.place(n)
		r.boolean(&to.Value)(n)
	}
}

// unplaced reports a section by the name that means none.
func unplaced(l *diag.List, at diag.Place) {
	l.Errorf(at, "malformed-id", "%q cannot be a section's id", explainer.Unplaced).
		Helpf("drafts that fit no section have it")
}
