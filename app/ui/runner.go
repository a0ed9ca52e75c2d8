package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// Runner decides where work runs: beside the window in the program, on the
// caller in tests and pictures. Use it through [Ask] and [After].
type Runner interface {
	// Go runs work away from the window. ctx ends when the program closes.
	Go(work func(ctx context.Context))
	// Show runs f on Fyne's goroutine.
	Show(f func())
	// After runs f on Fyne's goroutine once d has passed, unless stopped.
	After(d time.Duration, f func()) (stop func())
}

// Pool is the Runner of the program.
type Pool struct {
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

// NewRunner returns a running pool; Close it when the window is gone.
func NewRunner() *Pool {
	ctx, cancel := context.WithCancel(context.Background())
	return &Pool{ctx: ctx, cancel: cancel}
}

// Go implements Runner.
func (p *Pool) Go(work func(ctx context.Context)) {
	if p.ctx.Err() == nil {
		p.wg.Go(func() { work(p.ctx) })
	}
}

// Show implements Runner.
func (p *Pool) Show(f func()) { fyne.Do(f) }

// After implements Runner.
func (p *Pool) After(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() {
		if p.ctx.Err() == nil {
			fyne.Do(f)
		}
	})
	return func() { t.Stop() }
}

// Close asks all work to end and waits for it; work asked for later never begins.
func (p *Pool) Close() {
	p.cancel()
	p.wg.Wait()
}

// SyncRunner runs everything at once on the caller.
type SyncRunner struct{}

// Go implements Runner.
func (SyncRunner) Go(work func(ctx context.Context)) { work(context.Background()) }

// Show implements Runner.
func (SyncRunner) Show(f func()) { f() }

// After implements Runner without waiting.
func (SyncRunner) After(_ time.Duration, f func()) (stop func()) {
	f()
	return func() {}
}

// Slot is a place for one answer: asking again cancels the question before
// and makes sure that its answer is never shown. The zero Slot is ready.
type Slot struct {
	// OnProgress hears 0 to 1 while work goes on.
	OnProgress func(float64)

	generation uint64
	cancel     context.CancelFunc
}

// Busy reports whether an answer is awaited.
func (s *Slot) Busy() bool { return s.cancel != nil }

// Cancel drops the question being worked on; its done is not called.
func (s *Slot) Cancel() {
	s.generation++
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// ErrPanic wraps a panic in background work, which becomes an error on the
// page instead of the end of the program.
var ErrPanic = errors.New("the work stopped unexpectedly")

// Ask runs work on r and brings its answer to done on Fyne's goroutine, unless
// slot was asked something newer or cancelled meanwhile. Work must stop when
// ctx ends and may report progress from 0 to 1 as often as it likes.
func Ask[T any](r Runner, slot *Slot, work func(ctx context.Context, progress func(float64)) (T, error), done func(T, error)) {
	slot.Cancel()
	generation := slot.generation
	asked, cancel := context.WithCancel(context.Background())
	slot.cancel = cancel
	progress := throttled(func(f float64) {
		r.Show(func() {
			if slot.generation == generation && slot.OnProgress != nil {
				slot.OnProgress(f)
			}
		})
	})
	r.Go(func(closing context.Context) {
		stop := context.AfterFunc(closing, cancel)
		defer stop()
		answer, err := guarded(asked, progress, work)
		r.Show(func() {
			cancel()
			if slot.generation == generation {
				slot.cancel = nil
				done(answer, err)
			}
		})
	})
}

func guarded[T any](ctx context.Context, progress func(float64), work func(context.Context, func(float64)) (T, error)) (answer T, err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.ErrorContext(ctx, "background work panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("%w: %v", ErrPanic, p)
		}
	}()
	return work(ctx, progress)
}

// throttled passes a report on when it moved by a hundredth: the window's
// queue is for answers.
func throttled(report func(float64)) func(float64) {
	var last atomic.Int64
	last.Store(-1)
	return func(f float64) {
		if step := int64(f * 100); last.Swap(step) != step {
			report(f)
		}
	}
}
