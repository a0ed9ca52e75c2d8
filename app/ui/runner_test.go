package ui

import (
	"context"
	"errors"
	"testing"
	"time"
)

// handRunner holds work and answers back until the test lets them go.
type handRunner struct{ work []func(context.Context) }

func (h *handRunner) Go(work func(context.Context))                 { h.work = append(h.work, work) }
func (h *handRunner) Show(f func())                                 { f() }
func (h *handRunner) After(_ time.Duration, f func()) (stop func()) { return func() {} }

func answer(n int, err error) func(context.Context, func(float64)) (int, error) {
	return func(context.Context, func(float64)) (int, error) { return n, err }
}

func TestAsk_OldAnswerNeverOverwritesNewer(t *testing.T) {
	h, slot, shown := &handRunner{}, &Slot{}, []int{}
	done := func(n int, _ error) { shown = append(shown, n) }
	Ask(h, slot, answer(1, nil), done)
	Ask(h, slot, answer(2, nil), done)
	h.work[1](context.Background())
	h.work[0](context.Background())
	if len(shown) != 1 || shown[0] != 2 || slot.Busy() {
		t.Errorf("shown %v, busy %v", shown, slot.Busy())
	}
}

func TestAsk_NewQuestionCancelsTheOldOne(t *testing.T) {
	h, slot := &handRunner{}, &Slot{}
	var first error
	Ask(h, slot, func(ctx context.Context, _ func(float64)) (int, error) {
		first = ctx.Err()
		return 0, nil
	}, func(int, error) { t.Error("a cancelled question was answered") })
	slot.Cancel()
	h.work[0](context.Background())
	if !errors.Is(first, context.Canceled) {
		t.Errorf("context says %v", first)
	}
}

func TestAsk_ClosingTheProgramEndsWork(t *testing.T) {
	closing, stop := context.WithCancel(context.Background())
	stop()
	h, slot := &handRunner{}, &Slot{}
	Ask(h, slot, func(ctx context.Context, _ func(float64)) (int, error) {
		<-ctx.Done()
		return 7, ctx.Err()
	}, func(_ int, err error) {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	h.work[0](closing)
}

func TestAsk_PanicBecomesAnError(t *testing.T) {
	var got error
	Ask(SyncRunner{}, &Slot{}, func(context.Context, func(float64)) (int, error) { panic("boom") },
		func(_ int, err error) { got = err })
	if !errors.Is(got, ErrPanic) {
		t.Errorf("got %v", got)
	}
}

func TestAsk_ProgressIsThrottled(t *testing.T) {
	reports := 0
	slot := &Slot{OnProgress: func(float64) { reports++ }}
	Ask(SyncRunner{}, slot, func(_ context.Context, progress func(float64)) (int, error) {
		for i := range 10001 {
			progress(float64(i) / 10000)
		}
		return 0, nil
	}, func(int, error) {})
	if reports != 101 {
		t.Errorf("%d reports, want one a hundredth", reports)
	}
}

func TestPool_CloseWaitsForWork(t *testing.T) {
	p := NewRunner()
	ended := false
	p.Go(func(ctx context.Context) {
		<-ctx.Done()
		ended = true
	})
	p.Close()
	if !ended {
		t.Error("closed before the work ended")
	}
}
