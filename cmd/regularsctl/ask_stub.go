package main

import "github.com/spf13/cobra"

func (t *terminal) askCommand() *cobra.Command   { return &cobra.Command{Use: "ask"} }
func (t *terminal) todayCommand() *cobra.Command { return &cobra.Command{Use: "today"} }
func (t *terminal) tourCommand() *cobra.Command  { return &cobra.Command{Use: "tour"} }
