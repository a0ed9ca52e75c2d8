package chart

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
)

// The words of the buttons share the first line with a legend or the name of
// an axis, and with nothing else.
func TestDraw_CornerStaysFreeWithoutALineOfItsOwn(t *testing.T) {
	for name, s := range gallery() {
		s.Title, s.Subtitle = "", ""
		o := options(640, 320)
		o.Corner = fyne.NewSize(120, 36)
		d := Draw(s, o)
		free := Rect{o.Size.Width - o.Corner.Width, 0, o.Corner.Width, o.Corner.Height}
		for _, text := range d.Texts {
			if text.Pos.Y+1 < free.H && text.Pos.X+text.Box.Width > free.X {
				t.Errorf("%s: %q stands in the corner", name, text.Body)
			}
		}
		if with, without := d.Plot, Draw(s, options(640, 320)).Plot; name != "long" && with.Y-without.Y > o.Corner.Height/2 { // whose legend takes a line more
			t.Errorf("%s: the plot begins at %v with a corner and at %v without", name, with.Y, without.Y)
		}
	}
}

func TestDraw_ValueUnderTheLowestBarStandsAboveTheNames(t *testing.T) {
	s := barSpec()
	for i := range s.Series[0].Values {
		s.Series[0].Values[i] = -40
	}
	d := Draw(s, options(640, 320))
	if got := d.bodies(RoleCategory); !slices.Equal(got, s.Categories) {
		t.Errorf("names %q, want %q", got, s.Categories)
	}
	if got := d.bodies(RoleValue); len(got) != len(s.Categories) {
		t.Errorf("values %q", got)
	}
}

// Some groups with values and some without would say that these are nothing.
func TestDraw_GroupsHaveAllTheirValuesOrNone(t *testing.T) {
	s := groupedSpec()
	all := len(s.Series) * len(s.Categories)
	if got := len(Draw(s, options(900, 420)).bodies(RoleValue)); got != all {
		t.Errorf("%d values written, want %d", got, all)
	}
	s.Series[0].Values[0] = 123456789.12
	if got := Draw(s, options(900, 420)).bodies(RoleValue); len(got) != 0 {
		t.Errorf("%q written beside one without room", got)
	}
}

func TestWidget_EmptyChartHasNothingToShowOrCopy(t *testing.T) {
	w := shown(t, Spec{Kind: Bar, Empty: "nothing yet"})
	r := w.CreateRenderer().(*widgetRenderer)
	r.Refresh()
	if r.toggle.Visible() || r.copyIt.Visible() {
		t.Error("the buttons of an empty chart are visible")
	}
	w.ShowTable(true)
	r.Refresh()
	if got := w.drawing.bodies(RoleEmpty); len(got) == 0 || r.view.Visible() {
		t.Errorf("the reason is not there: %q", got)
	}
}
