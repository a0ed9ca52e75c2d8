package book

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultPath is where the owner's book lies unless another place is chosen:
// the per-user data folder of the operating system.
func DefaultPath() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(home, ".local", "share")
	switch runtime.GOOS {
	case "windows":
		dir = firstSet("LOCALAPPDATA", filepath.Join(home, "AppData", "Local"))
	case "darwin":
		dir = filepath.Join(home, "Library", "Application Support")
	default:
		dir = firstSet("XDG_DATA_HOME", dir)
	}
	return filepath.Join(dir, "Regulars", "my-business.regulars"), nil
}

func firstSet(variable, otherwise string) string {
	if v := os.Getenv(variable); v != "" {
		return v
	}
	return otherwise
}
