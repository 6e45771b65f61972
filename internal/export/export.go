// Package export writes the open data: what the explainer knows, for
// machines, in the formats that docs/data.md describes.
package export

import (
	"embed"
	"errors"
	"os"
	"path/filepath"

	"explainer/internal/derive"
)

// Schemas of the files, made from the records and what is said of them:
//
//	go test ./internal/export -update
//
//go:embed schema
var schemas embed.FS

// Write writes the open data below dir: data/claims.json with all of it,
// sources.json and disagreements.json with those alone, claims.csv and
// evidence.csv for spreadsheets, and the schemas.
func Write(dir string, s *derive.Site) error {
	data := filepath.Join(dir, "data")
	if err := os.MkdirAll(data, 0o755); err != nil {
		return err
	}
	return errors.Join(
		os.CopyFS(data, schemas),
		writeDocument(data, "claims", s, func(d *document) {
			d.field("coverage", coverage{s.Coverage.From, s.Coverage.To})
			list(d, "sections", s.Sections, func(sec derive.Section) section { return sectionOf(s, sec) })
			sources(d, s)
			list(d, "claims", s.Claims, func(c *derive.Claim) claim { return claimOf(s, c) })
			list(d, "disagreements", s.Disagreements, disagreementOf)
		}),
		writeDocument(data, "sources", s, func(d *document) { sources(d, s) }),
		writeDocument(data, "disagreements", s, func(d *document) {
			list(d, "disagreements", s.Disagreements, disagreementOf)
		}),
		writeTables(data, s),
	)
}

// writeDocument writes a file of the name of its schema.
func writeDocument(dir, name string, s *derive.Site, body func(*document)) error {
	d, err := create(filepath.Join(dir, name+".json"))
	if err != nil {
		return err
	}
	d.field("$schema", "schema/"+name+".json")
	d.field("explainer", s.Explainer)
	if s.Draft {
		d.field("draft", true)
	}
	d.field("license", s.License)
	body(d)
	return d.close()
}

func sources(d *document, s *derive.Site) {
	list(d, "sources", s.Sources, func(src *derive.Source) source { return sourceOf(s, src) })
}
