package main

import (
	"errors"
	"fmt"
	"os"

	"explainer/internal/verify"
)

type verifyCommand struct {
	Articles string `required:"" help:"Folder with the articles, under any names." type:"existingdir" placeholder:"DIR"`
}

func (c verifyCommand) Run(o *options) error {
	o.Drafts = true // what is proved is evidence, and drafts have theirs
	x, _, err := o.judged()
	if err != nil {
		return err
	}
	report, list, err := verify.Run(x, os.DirFS(c.Articles))
	if err != nil {
		return err
	}
	err = o.report(list, nil)
	if errors.As(err, new(diagnosed)) || o.Format == "text" {
		fmt.Fprintln(o.stderr, report)
	}
	return err
}
