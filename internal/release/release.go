// Package release keeps the ledger of published versions in data/releases/.
//
// The release command adds a file to it: what the explainer says that the
// releases before did not say, or said otherwise, and the addresses at which it
// says so. docs/releases.md describes the form. Nothing here reads a clock: the
// day of a release is given.
package release
