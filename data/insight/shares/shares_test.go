package shares_test

import (
	"math"
	"reflect"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/shares"
)

// monday is one.
var monday = crm.NewDate(2024, 1, 1)

// tally is ten weeks of Mondays and Tuesdays: two local guests and one of two
// travellers on each Monday, the other way round on Tuesdays; each unit leaves
// 100. Backwards adds them in the other order.
func tally(weeks int, backwards bool) *shares.Tally {
	t := &shares.Tally{}
	for n := range weeks {
		week := n
		if backwards {
			week = weeks - 1 - n
		}
		for bucket, kinds := range [][2]string{{"local", "traveller"}, {"traveller", "local"}} {
			day := monday + crm.Date(7*week+bucket)
			t.Open(bucket, day)
			first, second := 0, 1
			if backwards {
				first, second = 1, 0
			}
			for _, k := range []int{first, second} {
				t.Add(bucket, day, kinds[k], 2-k, 1, 100)
			}
		}
	}
	return t
}

// Weeks all alike vary less than chance would let them: the intervals are
// those of independent guests, not narrower.
func TestTable_000_14_ByHand(t *testing.T) {
	x := tally(10, false).Table()
	r := x.Row(0, "local")
	if math.Abs(r.Share.Value-2./3) > 1e-12 || r.PerDay.Value != 2 || r.Each.Value != 100 {
		t.Errorf("%+v", r)
	}
	// Student's t with 18 degrees of freedom that leaves .01/12 above it is
	// 3.6924: Wilson's interval of 20 out of 30.
	if low, high := *r.Share.Low, *r.Share.High; math.Abs(low-.34599) > 1e-5 || math.Abs(high-.88319) > 1e-5 {
		t.Errorf("share from %.4f to %.4f", low, high)
	}
	if *r.Each.Low != 100 || *r.Each.High != 100 {
		t.Errorf("what always leaves 100 leaves %+v", r.Each)
	}
	if x.Sure.Weeks != 10 || x.Sure.P == nil {
		t.Errorf("%+v", x.Sure)
	}
	if x.Row(0, "nobody") != (shares.Row{}) || x.Row(9, "local") != (shares.Row{}) {
		t.Error("something is known of nobody")
	}
}

func TestTable_AnyOrder(t *testing.T) {
	one, two := tally(10, false).Table(), tally(10, true).Table()
	if !reflect.DeepEqual(one.Sure, two.Sure) || !reflect.DeepEqual(one.Row(1, "local"), two.Row(1, "local")) {
		t.Errorf("%+v\n%+v", one.Sure, two.Sure)
	}
}

func TestTable_ThinSaysNothing(t *testing.T) {
	for _, weeks := range []int{0, 1, shares.LeastWeeks - 1} {
		x := tally(weeks, false).Table()
		if r := x.Row(0, "local"); r.Share.Known() || r.PerDay.Known() || r.Each.Known() || x.Sure.P != nil || x.Sure.Differs {
			t.Errorf("%d weeks: %+v %+v", weeks, r, x.Sure)
		}
	}
}
