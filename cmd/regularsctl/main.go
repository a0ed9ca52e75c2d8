package main

import (
	"os"
	_ "time/tzdata" // Windows has no time zones of its own

	_ "regulars/cmd/regularsctl/plain"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
