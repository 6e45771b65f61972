package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"explainer/internal/derive"
	"explainer/internal/explainer"
	"explainer/internal/load"
)

// payloads are tried where no longer list is given.
var payloads = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'onfocus=alert(1) autofocus='`, `</title></style></script></textarea><svg/onload=alert(1)>`,
	`javascript:alert(1)`, `[a](javascript:alert(1))`, `<a href="jav&#x09;ascript:alert(1)">a</a>`, `{{ alert(1) }}`, `<!--<img src="--><img src=x onerror=alert(1)//">`,
	"`<iframe srcdoc='<script>alert(1)</script>'>`", `]]><script>alert(1)</script>`, `\u003cscript\u003ealert(1)\u003c/script\u003e`, `![x](x" onerror="alert(1))`,
}

// TestPoison lays out a site whose every text is somebody's attempt, past all
// rules that would have refused it, and reads its pages as browsers do: no
// script, handler, frame or address of a script came of it. With PAYLOADS, a
// file of a list in JSON, and POISONED, a folder to leave the site in, it
// serves the test of package e2e that opens it.
func TestPoison(t *testing.T) {
	list := payloads
	if file := os.Getenv("PAYLOADS"); file != "" {
		raw, err := os.ReadFile(file)
		must(t, err, json.Unmarshal(raw, &list))
	}
	compileHugo(t)
	site := filepath.Join(t.TempDir(), "site")
	must(t, os.CopyFS(site, os.DirFS(ferry)))
	x, found := load.Load(os.DirFS(site))
	if found.Errors() > 0 {
		t.Fatal(found)
	}
	poison(x, list)

	o := &options{Site: site, stdout: t.Output(), stderr: t.Output()}
	shop, err := o.workshop(t.Context())
	must(t, err)
	defer shop.close()
	stage := cmp.Or(os.Getenv("POISONED"), filepath.Join(t.TempDir(), "out"))
	made := derive.New(x)
	made.Content = strings.Repeat("0", 64)
	found, err = shop.layOut(t.Context(), x, made, stage)
	must(t, err)
	for _, d := range found {
		if !strings.HasPrefix(d.Message, "Raw HTML omitted") { // which would have stopped a build
			t.Fatal(d)
		}
	}
	pages := 0
	must(t, fs.WalkDir(os.DirFS(stage), ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".html" {
			return err
		}
		pages++
		f, err := os.Open(filepath.Join(stage, file))
		if err != nil {
			return err
		}
		defer f.Close()
		doc, err := html.Parse(f)
		if err != nil {
			return err
		}
		for n := range doc.Descendants() {
			if why := harmful(n); why != "" {
				t.Errorf("%s: %s", file, why)
			}
		}
		return nil
	}))
	if pages < len(list) {
		t.Errorf("only %d pages for %d payloads", pages, len(list))
	}
}

// harmful says what an element could do that nobody who wrote a text may.
func harmful(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	attr := map[string]string{}
	for _, a := range n.Attr {
		attr[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || a.Key == "style" || a.Key == "autofocus" {
			return fmt.Sprintf("<%s> has the attribute %s=%q", n.Data, a.Key, a.Val)
		}
		if address := strings.ToLower(strings.TrimSpace(a.Val)); a.Key == "href" || a.Key == "src" || a.Key == "action" {
			for _, scheme := range []string{"javascript:", "vbscript:", "data:text"} {
				if strings.HasPrefix(address, scheme) {
					return fmt.Sprintf("<%s> leads to %q", n.Data, a.Val)
				}
			}
		}
	}
	switch n.Data {
	case "script":
		if _, ours := attr["src"]; !ours && attr["type"] != "application/ld+json" && attr["type"] != "module" {
			return "there is a script"
		}
	case "iframe", "object", "embed", "form", "base", "frame", "applet", "math", "img", "video", "audio", "input":
		if n.Data == "base" && attr["href"] == "" || n.Data == "iframe" && attr["src"] != "" || n.Data == "input" || n.Data == "form" && attr["action"] == "" {
			return "" // ours, which do nothing without a script that is ours
		}
		return fmt.Sprintf("there is a <%s>", n.Data)
	}
	return ""
}

// poison puts payloads into every text of an explainer, and makes a claim of
// each.
func poison(x *explainer.Explainer, list []string) {
	all := strings.Join(list, " ")
	next := 0
	text := func(t *explainer.Text) {
		if t.Value != "" {
			t.Value = list[next%len(list)] + " " + list[(next+1)%len(list)]
			next++
		}
	}
	words := func(l explainer.Localized) {
		for ed, t := range l {
			text(&t)
			l[ed] = t
		}
	}
	model := *x.Claims[0]
	for i, payload := range list {
		c := model
		c.ID = fmt.Sprintf("payload-%d", i)
		c.Statement = explainer.Localized{}
		for _, ed := range x.EditionIDs() {
			c.Statement[ed] = explainer.Text{Value: payload}
		}
		x.Claims = append(x.Claims, &c)
	}
	for _, c := range x.Claims {
		words(c.DateNote)
		for _, e := range c.Evidence {
			words(e.Note)
			text(&e.Excerpt)
		}
	}
	for _, s := range x.Sources {
		text(&s.Title)
		words(s.Outlet)
		words(s.Label)
		words(s.Note)
		for i := range s.Authors {
			text(&s.Authors[i])
		}
		if s.Lineage != nil {
			words(s.Lineage.Basis)
		}
	}
	for _, a := range x.Agents {
		words(a.Name)
		words(a.Description)
	}
	for _, d := range x.Disagreements {
		words(d.Title)
		words(d.Note)
		for _, p := range d.Positions {
			words(p.Says)
		}
	}
	for i := range x.Editions {
		x.Editions[i].Title.Value, x.Editions[i].Description.Value, x.Editions[i].Label = all, all, list[i%len(list)]
	}
	for _, p := range x.Pages {
		if p.Glossary {
			continue // whose terms were read from its text
		}
		text(&p.Title)
		text(&p.Description)
		title, _ := json.Marshal(p.Title.Value)
		summary, _ := json.Marshal(p.Description.Value)
		all := strings.ReplaceAll(all, "{{", "{ {") // which stands for a note here, and which package load refuses
		p.Answer.Value = all
		answer, _ := json.Marshal(all)
		var body strings.Builder
		for _, payload := range list {
			payload = strings.ReplaceAll(payload, "{{", "{ {")
			fmt.Fprintf(&body, "%s\n\n- %s\n\n", payload, payload)
			if _, err := url.Parse(payload); err == nil {
				fmt.Fprintf(&body, "[%s](%s)\n\n", payload, payload)
			}
		}
		p.Body = body.String()
		p.Markdown = fmt.Sprintf("---\ntitle: %s\ndescription: %s\nanswer: %s\nweight: %d\n---\n\n%s", title, summary, answer, p.Weight, p.Body)
		p.Sentences, p.Headings = nil, nil
	}
}
