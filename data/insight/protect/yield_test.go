package protect_test

import (
	"math"
	"testing"

	"regulars/data/insight/protect"
)

func TestYield_000_24(t *testing.T) {
	y := protect.Achieved(78, 100, 1111500, 1800000) // 78 rooms at 142.50 of 100 at 180
	if *y.PerUnit != 11115 || *y.Average != 14250 || *y.Yield != .6175 || *y.Occupancy != .78 {
		t.Errorf("%+v", y)
	}
	if d := *y.Occupancy**y.Rate - *y.Yield; math.Abs(d) > 1e-15 {
		t.Errorf("utilisation times rate is off by %g", d)
	}
	if y := protect.Achieved(1, 1, 52580000, 60050000); math.Abs(*y.Yield-.876) > 5e-4 {
		t.Errorf("hotel example: %v", *y.Yield)
	}
	if y := protect.Achieved(0, 0, 0, 0); y != (protect.Yield{}) {
		t.Errorf("nothing offered: %+v", y)
	}
	if y := protect.Achieved(0, 5, 0, 0); *y.Occupancy != 0 || y.Average != nil || y.Rate != nil || y.Yield != nil || *y.PerUnit != 0 {
		t.Errorf("nothing sold: %+v", y)
	}
}
