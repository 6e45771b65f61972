package draft

// tuning holds the thresholds and weights of drafting. They were chosen on the
// labelled topics, and for each of these are judged by the choice on the
// others; see topics_test.go.
type tuning struct {
	// Grouping.
	link    float64 // similarity for two clauses to say the same
	between float64 // the same where the clauses around them do
	inOrder float64 // share of links in order from which one article follows another
	span    int     // clauses of one article between the first and last of a group
	join    float64 // similarity to a whole group for the word of a silent article

	// Placing.
	seed      float64 // how strongly a section's own term speaks, against learned words
	topical   float64 // share of the clauses from which a word is the topic's, no section's
	heading   float64 // of a heading's words against those of the sentence
	smoothing float64 // added to each count of a word in a section
	stay      float64 // probability that the next sentence belongs with this one
	damping   float64 // words of one sentence are no independent witnesses
	nowhere   float64 // logarithm of how much likelier no section is than one
}

var tuned = tuning{
	link: .25, between: .2, inOrder: .6, span: 0, join: .3,
	seed: .5, topical: .07, heading: .5, smoothing: .05, stay: .6, damping: .5, nowhere: .5,
}
