package seeded

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/check"
	"explainer/internal/load"
)

// BenchmarkCheck applies every rule to explainers of up to 1,000 sections and
// 10,000 claims in both editions, made of the real claims and disagreements
// under other ids, so that texts are as long and as hedged as texts are.
func BenchmarkCheck(b *testing.B) {
	s := read(b)
	for _, claims := range []int{100, 1_000, 10_000} {
		fsys := s.multiplied(claims/10, claims)
		x, list := load.Load(fsys)
		for _, d := range list {
			b.Fatalf("%s: %s [%s]", d.Place, d.Message, d.Code)
		}
		b.Run(fmt.Sprintf("check/claims=%d", claims), func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = len(check.Explainer(x))
			}
			b.ReportMetric(float64(found), "findings")
		})
		b.Run(fmt.Sprintf("load/claims=%d", claims), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				load.Load(fsys)
			}
		})
	}
}

// multiplied repeats the real claims, each in a sentence of its own in a
// section of ten, and those disagreements whose claims are all there.
func (s *site) multiplied(sections, claims int) fstest.MapFS {
	fsys := fstest.MapFS{}
	add := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	for name, text := range s.files {
		if !strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "data/claims/") && !strings.HasPrefix(name, "data/disagreements/") {
			add(name, text)
		}
	}
	have := map[string]bool{}
	bodies := make([]map[string]string, sections)
	for i := range claims {
		c, section := s.x.Claims[i%len(s.x.Claims)], i%sections
		id := fmt.Sprintf("%s-%d", c.ID, i/len(s.x.Claims))
		have[id] = true
		add(fmt.Sprintf("data/claims/section-%d/%s.yaml", section, id), s.files[c.Place.File])
		if bodies[section] == nil {
			bodies[section] = map[string]string{}
		}
		for _, e := range s.x.Editions {
			text := strings.TrimSuffix(c.Statement.In(e.ID), ".")
			bodies[section][e.ID] += fmt.Sprintf("\n[%s](claim:%s).\n", text, id)
		}
	}
	for i, body := range bodies {
		for _, e := range s.x.Editions {
			first := strings.TrimSpace(strings.SplitN(body[e.ID], "\n\n", 2)[0])
			add(fmt.Sprintf("content/%s/section-%d.md", e.ID, i), fmt.Sprintf("---\ntitle: Section %d\ndescription: One.\nweight: %d\nanswer: '%s'\n---\n%s",
				i, min(i, 1000), strings.ReplaceAll(first, "'", "’"), body[e.ID]))
		}
	}
	for _, e := range s.x.Editions {
		add("content/"+e.ID+"/_index.md", "---\ntitle: Front\ndescription: Front.\n---\n")
	}
	list := regexp.MustCompile(`(?m)^claims: \[(.*)\]$`)
	for copied := 0; copied*len(s.x.Claims) < claims; copied++ {
		for _, d := range s.x.Disagreements {
			text := list.ReplaceAllStringFunc(s.files[d.Place.File], func(line string) string {
				for _, c := range d.Claims {
					line = regexp.MustCompile(`([\[ ])`+c.Value+`([,\]])`).ReplaceAllString(line, fmt.Sprintf("${1}%s-%d${2}", c.Value, copied))
				}
				return line
			})
			whole := true
			for _, c := range d.Claims {
				whole = whole && have[fmt.Sprintf("%s-%d", c.Value, copied)]
			}
			if whole {
				add(fmt.Sprintf("data/disagreements/%s-%d.yaml", strings.TrimSuffix(path.Base(d.Place.File), ".yaml"), copied), text)
			}
		}
	}
	return fsys
}
