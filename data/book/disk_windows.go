package book

import (
	"errors"

	"golang.org/x/sys/windows"
)

// syncDir does nothing: Windows makes renames durable itself and cannot
// open a directory for syncing.
func syncDir(string) error { return nil }

// freeSpace is the number of bytes this user can still write in dir.
func freeSpace(dir string) (uint64, error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(p, &free, nil, nil)
	return free, err
}

func isDiskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}
