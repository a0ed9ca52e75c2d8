package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"regulars/app/desktop/tour"
	"regulars/app/i18n"
	"regulars/app/ui"
)

func (t *terminal) tourCommand() *cobra.Command {
	o := tour.Options{}
	all := false
	theme := ""
	cmd := &cobra.Command{
		Use:   "tour DIR",
		Short: "Draw every screen in every state into a folder, light and dark, in two window sizes",
		Args:  count(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if all {
				for _, l := range i18n.Languages() {
					o.Languages = append(o.Languages, l.Tag)
				}
			}
			switch v := ui.Variant(theme); v {
			case "":
			case ui.Light, ui.Dark:
				o.Variants = []ui.Variant{v}
			default:
				return usagef("--theme %q: want light or dark", theme)
			}
			pictures := 0
			err := tour.Render(cmd.Context(), args[0], o, func(name string) {
				pictures++
				if !t.json {
					fmt.Fprintln(t.out, name)
				}
			})
			if err != nil {
				return err
			}
			index := filepath.Join(args[0], "index.html")
			return t.print(map[string]any{"pictures": pictures, "index": index}, func() {
				t.say("%d pictures; look through them in %s", pictures, index)
			})
		},
	}
	cmd.Flags().StringArrayVar(&o.Languages, "lang", nil, "a language: en, zh-Hans, vi, it, az (may be repeated)")
	cmd.Flags().BoolVar(&all, "all-languages", false, "all five languages")
	cmd.Flags().StringVar(&o.Only, "only", "", "only scenes whose name contains this")
	cmd.Flags().BoolVar(&o.Readme, "readme", false, "only the pictures of the README")
	cmd.Flags().StringVar(&theme, "theme", "", "only light or only dark")
	return cmd
}
