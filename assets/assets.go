// Package assets holds the files that travel inside the program.
package assets

import "embed"

// I18n holds the translations, one file per area and language:
// i18n/<area>.<language>.json.
//
//go:embed i18n/*.json
var I18n embed.FS

// Icon is the program's picture, a PNG.
//
//go:embed icon.png
var Icon []byte
