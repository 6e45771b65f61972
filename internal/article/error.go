package article

import "fmt"

// Error says why, and where, a file cannot be read as an article.
type Error struct {
	Line, Col int    // from 1, Col in bytes; 0 when the whole file is meant
	Code      string // names the bad thing, as in "article-not-utf8"
	Msg       string
	Help      string // what to do, or ""
}

// Error implements error.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s [%s]", e.Msg, e.Code)
	}
	return fmt.Sprintf("%d:%d: %s [%s]", e.Line, e.Col, e.Msg, e.Code)
}
