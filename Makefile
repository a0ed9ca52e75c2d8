# make run and make test are all one needs; every target sets up what it needs.

STATICCHECK_VERSION := v0.8.2
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@$(STATICCHECK_VERSION)
TEST_TIMEOUT := 25m
# The real window is tested where Xvfb can be had: there a missing tool fails the test.
NEED_WINDOW := $(if $(filter Linux,$(shell uname -s)),1,0)

# All packages but the window, which alone needs C and a display to test.
PURE = $$(go list ./... | grep -v '/cmd/regulars$$')
WINDOW := ./cmd/regulars
# On a Mac the toolkit needs C even to paint without a window.
NO_C := CGO_ENABLED=$(if $(filter Darwin,$(shell uname -s)),1,0)

BUILD_TAGS := migrated_fynedo
BUILD_FLAGS := -tags $(BUILD_TAGS) -trimpath -ldflags "-s -w"

.DEFAULT_GOAL := help
.PHONY: help run test bench tour pictures lint build setup icon test-unit test-race test-window

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## open the window on the sample business; without a display, draw its pictures
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so the screens are drawn into build/tour instead."; \
		$(MAKE) --no-print-directory tour; \
	else \
		.ci/setup window && go run $(WINDOW) --sample shop; \
	fi

test: lint test-window test-race test-unit ## everything that must hold

lint: setup ## go vet, gofmt, staticcheck
	$(NO_C) go vet $(PURE)
	go vet $(WINDOW)
	@unformatted=$$(gofmt -l app assets cmd data); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(NO_C) $(STATICCHECK) $(PURE)
	$(STATICCHECK) $(WINDOW)

test-unit:
	$(NO_C) go test -timeout $(TEST_TIMEOUT) $(PURE)

test-race: setup
	go test -race -short -timeout $(TEST_TIMEOUT) ./data/...

test-window: setup # a real window; the test starts its own Xvfb
	REGULARS_NEED_WINDOW=$(NEED_WINDOW) go test -timeout $(TEST_TIMEOUT) $(WINDOW)

bench: ## measure against the budgets, on two processors
	$(NO_C) go test -run '^$$' -bench . -benchmem -cpu 2 -p 1 -timeout 30m ./data/... ./cmd/regularsctl

tour: ## draw every screen and state into build/tour
	@.ci/setup fonts || echo "Going on without fonts for Chinese."
	$(NO_C) go run ./cmd/regularsctl tour build/tour

pictures: ## draw the README's pictures anew
	@.ci/setup fonts
	$(NO_C) go run ./cmd/regularsctl tour build/pictures --readme --theme light
	mkdir -p assets/pictures && cp build/pictures/en/light/1280x800/*.png assets/pictures/

build: setup ## both programs into build/
	go build $(BUILD_FLAGS) -o build/ $(WINDOW)
	$(NO_C) go build $(BUILD_FLAGS) -o build/ ./cmd/regularsctl

setup: ## install missing system packages
	@.ci/setup window

icon: ## draw assets/icon.png from assets/icon.svg (needs ImageMagick)
	convert -background none -density 192 assets/icon.svg -resize 512x512 -depth 8 -strip \
		-define png:exclude-chunks=date,time assets/icon.png
