// Package today is the first screen: three questions with a number and an
// action each, what is to do, who has gone quiet against their own rhythm, and
// what changed since yesterday.
package today
