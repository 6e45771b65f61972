package explainer

import (
	"strings"
	"testing"
)

func TestKeepTogether(t *testing.T) {
	for _, want := range []string{ // ~ is a space that is kept
		"", "EE.~UU.", "El gobierno de EE.~UU. y el de J.~R.~R. Tolkien, a las 5 p.~m.", `{"es":"de EE.~UU.","en":"the U.S. and others"}`,
		"No. 5", "He said no. So did she.", "Era el fin. Y ya.", "Á.~É.", "a. m", ". . ", "EE. ", "siglo v a.~C.", "“EE.~UU.”",
	} {
		text := strings.ReplaceAll(want, "~", " ")
		if got := strings.ReplaceAll(string(KeepTogether([]byte(text))), "\u00a0", "~"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
