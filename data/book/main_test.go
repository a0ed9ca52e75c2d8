package book_test

import (
	"os"
	"testing"
)

// A child process of the crash tests is this test binary with the path of a
// book and a job in its environment.
const (
	envBook = "REGULARS_TEST_BOOK"
	envJob  = "REGULARS_TEST_JOB"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(envBook); path != "" {
		os.Exit(child(path, os.Getenv(envJob)))
	}
	os.Exit(m.Run())
}
