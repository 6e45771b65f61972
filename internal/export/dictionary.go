package export

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"explainer/internal/derive"
	"explainer/internal/explainer"
)

// A dictionary says what the open data is made of, for the page about it and
// for docs/data.md.
type dictionary struct {
	Files   []file   `json:"files"`
	Records []record `json:"records"`
	Tables  []table  `json:"tables"`
}

// A file of the open data; the interface word data_<Name> says what is in it.
type file struct {
	Name   string `json:"name"`
	Path   string `json:"path"`   // below data/
	Format string `json:"format"` // JSON or CSV
	Schema string `json:"schema,omitempty"`
}

type record struct {
	Name string `json:"name"`
	Keys []key  `json:"keys"`
}

// A key of a record; the interface word data_<Word> says what it means.
type key struct {
	Key      string   `json:"key"`
	Word     string   `json:"word"`
	Type     string   `json:"type"`         // text, number, boolean, words or record
	Of       string   `json:"of,omitempty"` // the record
	List     bool     `json:"list"`
	Optional bool     `json:"optional"`
	Values   []string `json:"values,omitempty"` // the only ones that it has
}

type table struct {
	Name    string   `json:"name"` // of the file
	Columns []string `json:"columns"`
}

// records are those of the files, by the names that interface words give them.
var records = []struct {
	name string
	of   reflect.Type
}{
	{"file", reflect.TypeFor[claimsFile]()},
	{"coverage", reflect.TypeFor[coverage]()},
	{"section", reflect.TypeFor[section]()},
	{"claim", reflect.TypeFor[claim]()},
	{"evidence", reflect.TypeFor[evidence]()},
	{"quantity", reflect.TypeFor[quantity]()},
	{"support", reflect.TypeFor[derive.Support]()},
	{"source", reflect.TypeFor[source]()},
	{"lineage", reflect.TypeFor[lineage]()},
	{"overlap", reflect.TypeFor[explainer.Overlap]()},
	{"disagreement", reflect.TypeFor[disagreement]()},
	{"position", reflect.TypeFor[position]()},
}

// WriteDictionary writes dictionary.json to dir, as data for Hugo.
func WriteDictionary(dir string, s *derive.Site) error {
	raw, err := json.Marshal(describe(editions(s)))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "dictionary.json"), raw, 0o644)
}

func describe(editions []string) dictionary {
	d := dictionary{
		Files: []file{
			{"claims", "claims.json", "JSON", "schema/claims.json"},
			{"rows", "claims.csv", "CSV", ""},
			{"evidence", "evidence.csv", "CSV", ""},
			{"sources", "sources.json", "JSON", "schema/sources.json"},
			{"disagreements", "disagreements.json", "JSON", "schema/disagreements.json"},
		},
		Tables: []table{columnsOf("claims.csv", claimColumns(editions)), columnsOf("evidence.csv", evidenceColumns)},
	}
	for _, r := range records {
		d.Records = append(d.Records, record{r.name, keysOf(r.name, r.of)})
	}
	return d
}

func columnsOf[T any](name string, columns []column[T]) table {
	t := table{Name: name}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.name)
	}
	return t
}

func keysOf(name string, of reflect.Type) []key {
	var keys []key
	for _, f := range reflect.VisibleFields(of) {
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || tag == "-" {
			continue
		}
		k := key{Key: tag, Word: name + "_" + strings.TrimPrefix(tag, "$"), Optional: options == "omitempty"}
		t := f.Type
		if t.Kind() == reflect.Slice {
			k.List, t = true, t.Elem()
		}
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Struct:
			k.Type = "record"
			k.Of = records[slices.IndexFunc(records, func(r struct {
				name string
				of   reflect.Type
			}) bool {
				return r.of == t
			})].name
		case reflect.Map:
			k.Type = "words"
		case reflect.Bool:
			k.Type = "boolean"
		case reflect.Int, reflect.Float64:
			k.Type = "number"
		case reflect.Interface:
			k.Type = "number_or_text"
		default:
			k.Type = "text"
		}
		for option := range strings.SplitSeq(f.Tag.Get("jsonschema"), ",") {
			if value, ok := strings.CutPrefix(option, "enum="); ok {
				k.Values = append(k.Values, value)
			}
		}
		keys = append(keys, k)
	}
	return keys
}
