package forecast

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// Many answers for each of the series, in their order, on all cores. After
// each one done it calls progress, unless nil, one call at a time. It ends
// early with the error of ctx, or with that of the first senseless series.
func Many(ctx context.Context, all []Series, o Options, progress func(done, of int)) ([]Result, error) {
	for i, s := range all {
		if err := check(s, o); err != nil {
			return nil, fmt.Errorf("series %d: %w", i+1, err)
		}
	}
	m := &many{all: all, results: make([]Result, len(all)), progress: progress}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		workers.Go(func() {
			for m.next(ctx, o) {
			}
		})
	}
	workers.Wait()
	if m.done < len(all) {
		return nil, ctx.Err()
	}
	return m.results, nil
}

// many is the work shared out.
type many struct {
	all      []Series
	results  []Result
	progress func(done, of int)

	mu          sync.Mutex
	taken, done int
}

// next answers for the next series not taken, and reports whether there was
// one and ctx still runs.
func (m *many) next(ctx context.Context, o Options) bool {
	m.mu.Lock()
	i := m.taken
	m.taken++
	m.mu.Unlock()
	if i >= len(m.all) || ctx.Err() != nil {
		return false
	}
	r, err := Forecast(ctx, m.all[i], o)
	if err != nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.results[i] = r
	m.done++
	if m.progress != nil {
		m.progress(m.done, len(m.all))
	}
	return true
}
