package table

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryCode returns the ISO 3166-1 code of a country named in one of the
// common languages or by a code; a name it does not know comes back as given.
func CountryCode(name string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		return ""
	}
	key := strings.TrimPrefix(strings.Join(strings.Fields(strings.ReplaceAll(fold(name), ".", "")), " "), "the ")
	if code := countryNames()[key]; code != "" {
		return code
	}
	if len(name) == 2 || len(name) == 3 {
		if r, err := language.ParseRegion(name); err == nil && r.IsCountry() && len(r.String()) == 2 {
			return r.String()
		}
	}
	return name
}

// countryNames maps folded names to codes.
var countryNames = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, l := range []string{"en", "zh-Hans", "vi", "it", "az", "de", "fr", "es"} {
		names := display.Regions(language.MustParse(l))
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				r, err := language.ParseRegion(string(a) + string(b))
				if err != nil || !r.IsCountry() || r.Canonicalize() != r || r.String() != string(a)+string(b) {
					continue
				}
				if key := fold(names.Name(r)); out[key] == "" {
					out[key] = r.String()
				}
			}
		}
	}
	for key, code := range map[string]string{
		"uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
		"usa": "US", "us": "US", "united states of america": "US", "eire": "IE", "republic of ireland": "IE", "rsa": "ZA",
		"holland": "NL", "south korea": "KR", "korea": "KR", "russia": "RU", "czech republic": "CZ", "viet nam": "VN",
		"uae": "AE", "hong kong": "HK", "taiwan": "TW", "macau": "MO", "turkey": "TR", "中国": "CN", "prc": "CN",
	} {
		out[key] = code
	}
	return out
})
