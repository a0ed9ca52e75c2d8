package insight

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/ui"
)

// patience is how long an answer may take before the page says that it is
// being worked out.
const patience = 500 * time.Millisecond

// waiting is how far the answer being worked out is.
type waiting struct {
	busy    *ui.Busy // nil until it has taken a while
	done    float64  // 0 to 1
	forget  func()   // drops the alarm that shows busy
	stopped bool     // by the owner, with no earlier answer to show
}

// load asks the question; what is shown stays until the answer is there.
func (p *page) load() {
	asked := p.question
	asked.today = p.env.Today()
	b, w := p.env.Book, &p.waiting
	w.forget()
	w.done, w.stopped = 0, false
	p.slot.OnProgress = p.progressed
	ui.Ask(p.env.Runner, &p.slot, func(ctx context.Context, progress func(float64)) (*answer, error) {
		return answerTo(ctx, progress, b, asked)
	}, p.answered)
	if p.slot.Busy() && w.busy == nil {
		w.forget = p.env.Runner.After(patience, p.showBusy)
	}
}

func (p *page) answered(a *answer, err error) {
	p.waiting.forget()
	p.waiting.busy = nil
	p.answer, p.failure = a, err
	if err != nil {
		p.answer = nil
	}
	p.render()
	p.showRecords()
	if p.answer != nil {
		p.keep(p.answer)
	}
}

func (p *page) progressed(done float64) {
	p.waiting.done = done
	if p.waiting.busy != nil {
		p.waiting.busy.SetProgress(done)
	}
}

func (p *page) showBusy() {
	w := &p.waiting
	if !p.slot.Busy() || w.busy != nil {
		return
	}
	w.busy = ui.Loading(t("loading"), p.stop)
	if w.done > 0 {
		w.busy.SetProgress(w.done)
	}
	p.render()
}

// stop gives the question up: the earlier answer stays, with the choices that
// led to it.
func (p *page) stop() {
	p.slot.Cancel()
	p.waiting.busy, p.waiting.stopped = nil, p.answer == nil
	if p.answer != nil {
		p.question = p.answer.question
		p.question.today = 0
		p.build()
		p.showRecords()
		return
	}
	p.render()
}

// wait is what stands in the place of an answer that is not there yet: at
// first nothing, so that nothing flickers.
func (p *page) wait() fyne.CanvasObject {
	switch {
	case p.waiting.busy != nil:
		return p.waiting.busy
	case p.waiting.stopped:
		return ui.EmptyState(theme.MediaStopIcon(), t("stopped_title"), t("stopped_text"), t("stopped_action"), p.load)
	}
	return container.NewStack()
}

// over puts what is being waited for on top of the earlier answer.
func (p *page) over(content fyne.CanvasObject) fyne.CanvasObject {
	if p.waiting.busy == nil {
		return content
	}
	return container.NewStack(content, container.NewCenter(container.New(sized{width: 360}, ui.Card(p.waiting.busy))))
}
