package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"regulars/data/crm"
)

// Column says how one property of a record is shown and sorted. Text, Badge
// and Tone are called for the rows in sight while scrolling: they format what
// the record already holds and do nothing slow.
type Column[T any] struct {
	ID    string // stable, stored in saved views
	Title string
	// Width is the wish in Fyne's units, MinWidth what it may shrink to where
	// the window is narrow (never below the title). Grow takes spare room.
	Width, MinWidth float32
	Grow            bool
	Align           fyne.TextAlign // trailing for numbers
	Text            func(T) string
	Badge           func(T) (text string, tone Tone) // shown as a pill instead of Text; "" shows none
	Tone            func(T) Tone                     // colour of Text; nil: Neutral
	Muted           bool                             // secondary text
	// Compare orders two records; nil orders by Text, ignoring case and accents.
	Compare func(a, b T) int
	Hidden  bool // not shown until chosen
}

// plain is the text of a record in the column, badge or not.
func (c Column[T]) plain(row T) string {
	if c.Text != nil {
		return c.Text(row)
	}
	if c.Badge != nil {
		text, _ := c.Badge(row)
		return text
	}
	return ""
}

// slot is what the layout needs to know about a shown column.
type slot struct {
	title     string
	align     fyne.TextAlign
	want, min float32
	grow      bool
	muted     bool

	x, width float32 // the answer
}

const (
	cellPad    float32 = 10 // free on both sides of a cell's text
	sortMark   float32 = 16 // room for the arrow beside a title
	gutter     float32 = 40 // right end of header and rows: column menu, scroll bar
	defaultCol float32 = 120
)

// fitSlots gives each column its width: spare room goes to the growing
// columns, lack of room is shared by what each can give; where even that is
// not enough the last columns leave. It returns how many are shown.
func fitSlots(slots []slot, room float32) int {
	shown := len(slots)
	for shown > 1 && sum(slots[:shown], func(s slot) float32 { return s.min }) > room {
		shown--
	}
	fitting := slots[:shown]
	wanted := sum(fitting, func(s slot) float32 { return s.want })
	if wanted > room {
		shrink(fitting, wanted-room)
	} else {
		grow(fitting, room-wanted)
	}
	var x float32
	for i := range fitting {
		fitting[i].x = x
		x += fitting[i].width
	}
	return shown
}

func shrink(slots []slot, lack float32) {
	give := sum(slots, func(s slot) float32 { return s.want - s.min })
	for i, s := range slots {
		slots[i].width = s.want
		if give > 0 {
			slots[i].width -= min(1, lack/give) * (s.want - s.min)
		}
	}
}

func grow(slots []slot, spare float32) {
	takers := 0
	for _, s := range slots {
		if s.grow {
			takers++
		}
	}
	for i, s := range slots {
		slots[i].width = s.want
		if s.grow {
			slots[i].width += spare / float32(takers)
		}
	}
}

func sum(slots []slot, f func(slot) float32) (total float32) {
	for _, s := range slots {
		total += f(s)
	}
	return total
}

// columnSet is the columns in their present order with their present widths.
type columnSet[T any] struct {
	all   []Column[T]
	order []int              // indexes of the chosen columns
	width map[string]float32 // set by the owner, by ID
}

func newColumnSet[T any](all []Column[T]) *columnSet[T] {
	c := &columnSet[T]{all: all}
	c.reset()
	return c
}

func (c *columnSet[T]) reset() {
	c.order, c.width = nil, map[string]float32{}
	for i, col := range c.all {
		if !col.Hidden {
			c.order = append(c.order, i)
		}
	}
}

func (c *columnSet[T]) find(id string) (Column[T], bool) {
	i := slices.IndexFunc(c.all, func(col Column[T]) bool { return col.ID == id })
	if i < 0 {
		return Column[T]{}, false
	}
	return c.all[i], true
}

func (c *columnSet[T]) shows(id string) bool {
	return slices.ContainsFunc(c.order, func(i int) bool { return c.all[i].ID == id })
}

// toggle shows or hides a column; the last one stays. A shown column comes
// back to its place in the standard order.
func (c *columnSet[T]) toggle(id string) {
	at := slices.IndexFunc(c.order, func(i int) bool { return c.all[i].ID == id })
	if at >= 0 {
		if len(c.order) > 1 {
			c.order = slices.Delete(c.order, at, at+1)
		}
		return
	}
	i := slices.IndexFunc(c.all, func(col Column[T]) bool { return col.ID == id })
	if i < 0 {
		return
	}
	before := slices.IndexFunc(c.order, func(o int) bool { return o > i })
	if before < 0 {
		before = len(c.order)
	}
	c.order = slices.Insert(c.order, before, i)
}

func (c *columnSet[T]) state() []crm.ViewColumn {
	out := make([]crm.ViewColumn, len(c.order))
	for i, at := range c.order {
		id := c.all[at].ID
		out[i] = crm.ViewColumn{ID: id, Width: int(c.width[id])}
	}
	return out
}

// restore takes a saved state; columns that no longer exist are left out, and
// a state without any known column changes nothing.
func (c *columnSet[T]) restore(state []crm.ViewColumn) {
	var order []int
	width := map[string]float32{}
	for _, v := range state {
		i := slices.IndexFunc(c.all, func(col Column[T]) bool { return col.ID == v.ID })
		if i < 0 || slices.Contains(order, i) {
			continue
		}
		order = append(order, i)
		if v.Width > 0 {
			width[v.ID] = float32(v.Width)
		}
	}
	if len(order) > 0 {
		c.order, c.width = order, width
	}
}

// slots describes the chosen columns for the layout.
func (c *columnSet[T]) slots(titles *ruler) []slot {
	out := make([]slot, len(c.order))
	growing := false
	for i, at := range c.order {
		col := c.all[at]
		s := slot{title: col.Title, align: col.Align, want: col.Width, min: col.MinWidth, grow: col.Grow, muted: col.Muted}
		if s.want <= 0 {
			s.want = defaultCol
		}
		if s.min <= 0 && col.Badge != nil {
			s.min = s.want // half a word on a pill says nothing
		}
		if s.min <= 0 {
			s.min = min(s.want, defaultCol/2)
		}
		s.min = max(s.min, titles.width(col.Title)+sortMark+2*cellPad)
		if w := c.width[col.ID]; w > 0 {
			s.want, s.grow = w, false
		}
		s.want = max(s.want, s.min)
		growing = growing || s.grow
		out[i] = s
	}
	if !growing && len(out) > 0 {
		out[0].grow = true
	}
	return out
}
