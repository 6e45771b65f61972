package derive

import (
	"strings"
	"testing"
)

func TestRanged(t *testing.T) {
	for _, tt := range []struct{ from, to, en, es string }{
		{"2025-03-16", "2025-03-17", "16–17 March 2025", "16–17 de marzo de 2025"},
		{"2025-03-30", "2025-04-02", "30 March – 2 April 2025", "30 de marzo – 2 de abril de 2025"},
		{"2024-12-30", "2025-01-02", "30 December 2024 – 2 January 2025", "30 de diciembre de 2024 – 2 de enero de 2025"},
		{"2025-03-16", "2025-03-16", "16 March 2025", "16 de marzo de 2025"},
	} {
		for locale, want := range map[string]string{"en-US": tt.en, "es": tt.es} {
			plain := strings.NewReplacer("\u00a0", " ")
			if got := plain.Replace(ranged(written(tt.from, locale), written(tt.to, locale))); got != want {
				t.Errorf("%s to %s is %q in %s; want %q", tt.from, tt.to, got, locale, want)
			}
		}
	}
}
