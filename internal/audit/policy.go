package audit

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
)

// A policy is a Content-Security-Policy by directive. Without one, everything
// is allowed.
type policy map[string][]string

func parsePolicy(text string) policy {
	p := policy{}
	for d := range strings.SplitSeq(text, ";") {
		if words := strings.Fields(d); len(words) > 0 {
			if name := strings.ToLower(words[0]); p[name] == nil {
				p[name] = append([]string{}, words[1:]...)
			}
		}
	}
	return p
}

// allows reports whether a directive, or the one that stands in for it, has
// that source.
func (p policy) allows(directive, source string) bool {
	if p == nil || directive == leads {
		return true
	}
	list, ok := p[directive]
	if !ok && !slices.Contains(alone, directive) {
		list = p["default-src"]
	}
	return slices.Contains(list, source)
}

// leads stands for the directive of a page that leads on to another by itself,
// which none forbids.
const leads = "leads on"

// alone are the directives that default-src does not stand in for.
var alone = []string{"base-uri", "form-action"}

// lax says what a policy leaves open that no page here needs, or "".
func (p policy) lax() string {
	if p == nil {
		return "the page has no policy before its style"
	}
	for name, list := range p {
		for _, source := range list {
			switch {
			case strings.HasPrefix(source, "'unsafe-"), source == "'strict-dynamic'", source == "'report-sample'":
				return "the page's policy has " + source + " in " + name
			case source == "*", !strings.HasPrefix(source, "'") && (source != "data:" || name != "img-src") && !strings.HasPrefix(name, "require-"):
				return "the page's policy lets " + source + " in, in " + name
			}
		}
	}
	for _, name := range []string{"default-src", "base-uri", "form-action"} {
		if !slices.Equal(p[name], []string{"'none'"}) {
			return "the page's policy lacks " + name + " 'none'"
		}
	}
	return ""
}

// hash names a style or a script as a policy does.
func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
