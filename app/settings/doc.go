// Package settings is the screen of what holds for the whole business: its
// name and money, how the window looks, when a customer counts as quiet,
// backups, and the owner's own lists. Every change is saved at once, as one
// change set that can be undone.
package settings
