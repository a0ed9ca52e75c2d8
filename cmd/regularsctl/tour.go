package main

import "github.com/spf13/cobra"

func (t *terminal) tourCommand() *cobra.Command { return &cobra.Command{Use: "tour"} }
