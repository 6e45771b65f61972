package export

import (
	"bufio"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"explainer/internal/derive"
)

// A column of a table of T.
type column[T any] struct {
	name string
	cell func(T) string
}

// claimColumns are those of claims.csv, a claim on each row. Lists of ids are
// separated by spaces, which no id has.
func claimColumns(editions []string) []column[claim] {
	columns := []column[claim]{
		{"id", func(c claim) string { return c.ID }},
		{"section", func(c claim) string { return c.Section }},
		{"kind", func(c claim) string { return c.Kind }},
		{"status", func(c claim) string { return c.Status }},
	}
	for _, ed := range editions {
		columns = append(columns, column[claim]{"statement_" + ed, func(c claim) string { return c.Statement[ed] }})
	}
	return append(columns, []column[claim]{
		{"asserted_by", func(c claim) string { return c.AssertedBy }},
		{"as_of", func(c claim) string { return c.AsOf }},
		{"date", func(c claim) string { return c.Date }},
		{"sources", func(c claim) string { return strconv.Itoa(c.Support.Sources) }},
		{"origins", func(c claim) string { return strconv.Itoa(c.Support.Origins) }},
		{"silent", func(c claim) string { return strings.Join(c.Support.Silent, " ") }},
		{"agreement", func(c claim) string { return c.Agreement }},
		{"disagreements", func(c claim) string { return strings.Join(c.Disagreements, " ") }},
		{"url", func(c claim) string { return c.URL }},
		{"embed_url", func(c claim) string { return c.EmbedURL }},
		{"draft", func(c claim) string { return marked(c.Draft) }},
	}...)
}

// A given quantity stands on each row of evidence.csv, or evidence without
// one. Number counts the evidence of a claim from 1: rows that share it give
// several quantities of one sentence.
type given struct {
	claim  string
	number int
	evidence
	quantity
}

var evidenceColumns = []column[given]{
	{"claim", func(g given) string { return g.claim }},
	{"number", func(g given) string { return strconv.Itoa(g.number) }},
	{"source", func(g given) string { return g.Source }},
	{"paragraph", func(g given) string { return strconv.Itoa(g.Paragraph) }},
	{"sentence", func(g given) string { return strconv.Itoa(g.Sentence) }},
	{"fingerprint", func(g given) string { return g.Fingerprint }},
	{"part", func(g given) string { return g.Part }},
	{"excerpt", func(g given) string { return g.Excerpt }},
	{"own", func(g given) string { return marked(g.Own) }},
	{"value", func(g given) string {
		if n, ok := g.Value.(float64); ok {
			return number(&n)
		}
		date, _ := g.Value.(string)
		return date
	}},
	{"min", func(g given) string { return number(g.Min) }},
	{"max", func(g given) string { return number(g.Max) }},
	{"unit", func(g given) string { return g.Unit }},
	{"per", func(g given) string { return g.Per }},
	{"qualifier", func(g given) string { return g.Qualifier }},
	{"text", func(g given) string { return g.Text }},
}

// marked writes a cell that is empty unless something is so.
func marked(is bool) string {
	if is {
		return "true"
	}
	return ""
}

func number(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}

func writeTables(dir string, s *derive.Site) error {
	err := writeTable(filepath.Join(dir, "claims.csv"), claimColumns(editions(s)), func(row func(claim)) {
		for _, c := range s.Claims {
			row(claimOf(s, c))
		}
	})
	return errors.Join(err, writeTable(filepath.Join(dir, "evidence.csv"), evidenceColumns, func(row func(given)) {
		for _, c := range s.Claims {
			for i, e := range claimOf(s, c).Evidence {
				for _, q := range e.Quantities {
					row(given{c.ID, i + 1, e, q})
				}
				if len(e.Quantities) == 0 {
					row(given{claim: c.ID, number: i + 1, evidence: e})
				}
			}
		}
	}))
}

func editions(s *derive.Site) []string {
	var ids []string
	for _, e := range s.Editions {
		ids = append(ids, e.ID)
	}
	return ids
}

// writeTable writes a CSV file (RFC 4180, in UTF-8 and with plain line ends),
// one row at a time.
func writeTable[T any](name string, columns []column[T], each func(row func(T))) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	w := csv.NewWriter(b)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	err = w.Write(cells)
	each(func(row T) {
		for i, c := range columns {
			cells[i] = c.cell(row)
		}
		err = errors.Join(err, w.Write(cells))
	})
	w.Flush()
	return errors.Join(err, w.Error(), b.Flush(), f.Close())
}
