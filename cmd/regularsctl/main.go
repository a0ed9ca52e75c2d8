// Command regularsctl works on a book from a terminal: everything the window
// knows, as text or JSON.
package main

import (
	"os"
	_ "time/tzdata" // Windows has no time zones of its own
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
