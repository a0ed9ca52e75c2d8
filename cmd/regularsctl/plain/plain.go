// Package plain gives a computer without a language a name for it that the
// window's toolkit can read. The toolkit looks while its packages are being
// set up, and would write a complaint between the lines of the terminal; so
// this has to be set up earlier, which it is as long as it imports nothing
// but os.
package plain

import (
	"os"
	"strings"
)

func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		v := os.Getenv(name)
		if v == "C" || v == "POSIX" || strings.HasPrefix(v, "C.") {
			_ = os.Setenv(name, "en_US.UTF-8") // at worst the complaint stays
		}
	}
}
