package load

import "go.yaml.in/yaml/v4"

// A form is a JSON Schema of a value, in the making. What reads records tells
// it of itself: where a record has a form, readers read nothing and describe
// what they would take. So the schemas in schema/, which editor programs
// complete and check records by, are never others than the rules here.
type form map[string]any

// described is a reader that says how what it takes looks.
func (r *record) described(how func(form), read func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if r.form != nil {
			how(r.form)
			return
		}
		read(n)
	}
}

// within describes a part of a value.
func (r *record) within(read func(*yaml.Node)) form {
	outer := r.form
	defer func() { r.form = outer }()
	r.form = form{}
	read(&yaml.Node{})
	return r.form
}

func (r *record) describeFields(fields []field) {
	properties, required := form{}, []string{}
	for _, f := range fields {
		properties[f.key] = r.within(f.read)
		if f.required {
			required = append(required, f.key)
		}
	}
	r.form["type"], r.form["properties"], r.form["additionalProperties"] = "object", properties, false
	if len(required) > 0 {
		r.form["required"] = required
	}
}

// scalar is any of YAML's that can stand for a text: 2025 and true need no
// quotes.
var scalar = []string{"string", "number", "boolean"}
