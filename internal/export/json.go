package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
)

// A document is a JSON file in the making: one object, whose lists have a
// record on each line, so that a change of one record is a change of one line.
// It holds one record at a time.
type document struct {
	file *os.File
	w    *bufio.Writer
	line bytes.Buffer
	enc  *json.Encoder
	sep  string // before the next key
	err  error
}

func create(name string) (*document, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	d := &document{file: f, w: bufio.NewWriterSize(f, 1<<16), sep: "{\n"}
	d.enc = json.NewEncoder(&d.line)
	d.enc.SetEscapeHTML(false)
	return d, nil
}

// value writes a value on one line.
func (d *document) value(v any) {
	d.line.Reset()
	if err := d.enc.Encode(v); err != nil {
		d.err = errors.Join(d.err, err)
		return
	}
	d.w.Write(bytes.TrimSuffix(d.line.Bytes(), []byte("\n"))) // keeps its error until flushed
}

func (d *document) key(name string) {
	d.w.WriteString(d.sep + `  "` + name + `": `)
	d.sep = ",\n"
}

func (d *document) field(key string, v any) {
	d.key(key)
	d.value(v)
}

// list writes the records that of makes of some items.
func list[T, R any](d *document, key string, items []T, of func(T) R) {
	d.key(key)
	sep := "[\n    "
	for _, item := range items {
		d.w.WriteString(sep)
		d.value(of(item))
		sep = ",\n    "
	}
	if len(items) == 0 {
		d.w.WriteString("[]")
	} else {
		d.w.WriteString("\n  ]")
	}
}

func (d *document) close() error {
	d.w.WriteString("\n}\n")
	return errors.Join(d.err, d.w.Flush(), d.file.Close())
}
