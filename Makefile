# juesuan: every target makes what it needs in .venv and says what it does. Start with: make help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# pip speaks only of errors; what is going on, how big and how long, is said here.
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

SEEDS := ../shared/seeds
GOLDEN := ../shared/golden
# Whose the real reports are is not in the repository, so it is scored from the table beside it.
REAL = --documents $(SEEDS) --described $(GOLDEN)/documents.csv
GATE = $(BIN)/juesuan eval grade build/seeds $(REAL) --baseline evals/baselines/real.json
EXAMPLE ?= examples/heilongjiang.txt
EXAMPLES := $(addprefix examples/,heilongjiang.txt ningxia.md liaoning.docx shaanxi.html jiangxi.pdf shanghai.md xichuan.txt)
DOC ?=
SECTION ?=
N ?= 2000
EXAM ?= 187
MUTATIONS ?= 10000
CONSISTENT ?= 200
FAULTS ?= 25
LEAST ?= 0.999
HELD_OUT := central zhejiang chongqing anhui jiangsu hubei xinjiang
SEED ?= 0
PYTEST ?=
RECORDINGS ?= cassettes/seeds

.PHONY: help demo test check seeds examples gate checks evals peers results confidence exam mutate record prove bench clean

help: ## 列出全部目标 · list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

# --- set-up -----------------------------------------------------------------------------------------------------------

$(BIN)/python: | scripts/preflight.py
	@echo "==> 检查这台机器 · checking this machine"
	@$(PYTHON) scripts/preflight.py
	@echo "==> 建立 $(VENV) · making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml constraints.txt | $(BIN)/python
	@echo "==> 安装依赖：下载约 500 MB，占用约 1.2 GB，通常一到几分钟，请稍候"
	@echo "    installing: about 500 MB to download, 1.2 GB on disk, a minute or a few"
	@start=$$SECONDS; \
	$(PIP) install --upgrade 'pip>=25.1'; \
	$(PIP) install -c constraints.txt -e '.[local,ocr,evals,service]' --group dev; \
	echo "    完成，用时 $$((SECONDS - start)) 秒 · done in $$((SECONDS - start)) s"
	@touch $@

# --- for a newcomer ---------------------------------------------------------------------------------------------------

demo: $(READY) ## 用内置模型读一份虚构的报告（首次另需下载 1.1 GB 权重）· read an example with the embedded model
	@echo "==> 内置模型的权重：首次下载约 1.1 GB，之后不再下载 · the model's weights: 1.1 GB, once"
	@$(BIN)/juesuan model pull
	@echo "==> 读 $(EXAMPLE)：两核机器上要几分钟，下面有进度 · reading it takes minutes on two cores"
	@$(BIN)/juesuan extract $(EXAMPLE) -o build/demo
	@echo
	@echo "==> 用浏览器打开 · open in a browser: build/demo/$(basename $(notdir $(EXAMPLE))).html"

test: $(READY) ## 全部测试，离线，用录下的回答 · all tests, offline, from recorded answers
	@echo "==> 运行测试：离线，用录下的回答，几分钟；缺条件的测试会略过，末尾逐条说明原因"
	@echo "    running the tests: offline, from recordings, minutes; what cannot run here is listed at the end"
	@status=0; $(BIN)/python -m pytest -q $(PYTEST) || status=$$?; \
	echo "==> 上面每个 SKIPPED 行是一处略过的测试及其原因 · each SKIPPED line above is a test left out, and why"; \
	exit $$status

check: $(READY) ## 代码检查：ruff、mypy、import-linter · lint, types, import contracts
	@echo "==> ruff check";          $(BIN)/ruff check .
	@echo "==> ruff format --check"; $(BIN)/ruff format --check .
	@echo "==> mypy";                $(BIN)/mypy
	@echo "==> lint-imports";        $(BIN)/lint-imports

# --- the real reports -------------------------------------------------------------------------------------------------

seeds: $(READY) ## 重放五份真实报告并打分，不用模型和网络 · replay the real reports and score them
	@test -d $(SEEDS) || { echo "没有 $(SEEDS)：真实报告不在仓库里 · the real reports are not in this repository" >&2; exit 2; }
	@echo "==> 重放 $(SEEDS) 到 build/seeds，不用模型和网络 · replaying, no model, no network"
	@rm -rf build/seeds
	@$(BIN)/juesuan eval run real $(REAL) --replay $(RECORDINGS) -o build/seeds || [ $$? = 1 ]

examples: $(READY) ## 重放七份虚构的报告并打分，对基线过门禁，不用模型和网络 · replay the fictional reports and score them
	@echo "==> 重放七份虚构的报告到 build/examples，不用模型和网络 · replaying, no model, no network"
	@rm -rf build/examples
	@$(BIN)/juesuan eval run fiction --baseline evals/baselines/fiction.json -o build/examples

gate: seeds ## 真实报告过门禁：及格线、身份、出处、对基线没有一处变坏 · the real reports hold their gates
	@echo "==> 门禁 · the gates"
	@status=0; $(GATE) >build/gate.log 2>&1 || status=$$?; \
	if [ $$status = 0 ]; then tail -n 12 build/gate.log | grep -E '^(✓|！|✗)'; else cat build/gate.log >&2; exit $$status; fi

checks: seeds ## 核对：真实报告的已知差错，自洽的与种了差错的虚构报告 · the checks against known and planted faults
	@echo "==> 标注的数对已知差错 · labelled figures against the known faults"
	@$(BIN)/python -m evals.findings --gold $(GOLDEN) --reports $(SEEDS) --tally 001 003
	@echo "==> 自己读出的数对已知差错 · our own reading against the known faults"
	@$(BIN)/python -m evals.findings --gold $(GOLDEN) --reports $(SEEDS) --records build/seeds/predictions
	@echo "==> $(CONSISTENT) 份自洽的虚构报告，每种差错种 $(FAULTS) 处 · consistent reports, planted faults"
	@$(BIN)/python -m evals.checked --count $(CONSISTENT) --faults $(FAULTS) --seed $(SEED)

evals: $(READY) ## 重放自带的样本集，对基线过门禁，不用模型和网络 · replay the suites, held against their baselines
	@rm -rf build/evals
	@set -e; for suite in fiction canaries press; do \
		echo "==> 样本集 $$suite：全部表在 build/evals/$$suite.log · all tables in that log"; \
		baseline=evals/baselines/$$suite.json; mkdir -p build/evals; \
		status=0; $(BIN)/juesuan eval run $$suite -o build/evals/$$suite $$(test ! -f $$baseline || echo --baseline $$baseline) \
			>build/evals/$$suite.log 2>&1 || status=$$?; \
		if [ $$status = 0 ]; then tail -n 6 build/evals/$$suite.log | grep -E '^(✓|！|✗|报告)'; \
		else cat build/evals/$$suite.log >&2; exit $$status; fi; \
	done

peers: $(READY) ## 同一批短报告、同一个模型，与另外三种做法并排，用录下的回答 · juesuan beside three other ways, by replay
	@echo "==> 重放 juesuan 与另外三种做法，不用模型和网络 · replaying, no model, no network"
	@$(BIN)/python -m evals.peers

results: $(READY) ## 重放真实的与虚构的报告，写出 docs/results.md 的表 · replay the reports into docs/results.md
	@test -d $(SEEDS) || { echo "没有 $(SEEDS)：真实报告不在仓库里 · the real reports are not in this repository" >&2; exit 2; }
	@rm -rf build/evals/real build/evals/fiction
	@mkdir -p build/evals
	@$(BIN)/juesuan eval run real --documents $(SEEDS) -o build/evals/real >build/evals/real.log 2>&1 \
		|| { cat build/evals/real.log >&2; exit 1; }
	@$(BIN)/juesuan eval run fiction -o build/evals/fiction >build/evals/fiction.log 2>&1 \
		|| { cat build/evals/fiction.log >&2; exit 1; }
	@$(BIN)/python -m evals.results build/evals/real docs/results.md
	@$(BIN)/python -m evals.results build/evals/fiction docs/results.md

confidence: $(READY) ## 各档各分靠不靠得住：真实报告各由没见过它的拟合来评，写出 docs/confidence.md · how far bands and scores hold
	@test -d $(SEEDS) || { echo "没有 $(SEEDS)：真实报告不在仓库里 · the real reports are not in this repository" >&2; exit 2; }
	@$(BIN)/python -m evals.confidence report --documents $(SEEDS)

record: $(READY) ## 用内置模型补录缺的回答；DOC=000 只录一份，SECTION=S7 只重录一节 · record missing answers
	@echo "==> 录到 cassettes：只问还没有录过的问题，可能要几十分钟 · only what is not recorded yet is asked"
	@$(BIN)/juesuan model pull
	@JUESUAN_THREADS=2 $(BIN)/python -m evals.record cassettes/seeds $(SEEDS)/*.txt --doc "$(DOC)" $(if $(SECTION),--section $(SECTION))
	@JUESUAN_THREADS=2 $(BIN)/python -m evals.record cassettes/examples $(EXAMPLES) --doc "$(DOC)" $(if $(SECTION),--section $(SECTION))

# --- the long counts --------------------------------------------------------------------------------------------------

exam: $(READY) ## 虚构报告印成各种载体再读回来，逐格核对 · print fictional reports in every carrier, read them back
	@echo "==> $(EXAM) 份虚构报告，各种载体与版式 · fictional reports in every carrier and layout"
	@$(BIN)/python -m evals.exam --count $(EXAM) --seed $(SEED)
	@echo "==> 曾经留出的版式 · the layouts once held out"
	@$(BIN)/python -m evals.exam --count 119 --seed $(SEED) --layouts $(HELD_OUT) --least $(LEAST)

mutate: $(READY) ## 读一万份弄坏的文件：只许报自己的错，10 秒、1 GB 以内 · read damaged files
	@echo "==> 弄坏并读 $(MUTATIONS) 份，约一刻钟 · a quarter of an hour"
	@$(BIN)/python -m evals.mutate --count $(MUTATIONS) --seed 0

prove: $(READY) ## 全部大数目：定律、一千份报告、扫描件、一万次破坏 · the full counts: laws, exam, scans, mutations
	@echo "==> 每条定律 $(N) 个例子 · $(N) examples a law"
	@PROVE_EXAMPLES=$(N) $(BIN)/python -m pytest -q -p scripts.prove -m "not live and not browser" $(PYTEST)
	@echo "==> 一千份虚构报告 · a thousand fictional reports"
	@$(BIN)/python -m evals.exam --count 1000
	@$(BIN)/python -m evals.exam --count 357 --layouts $(HELD_OUT) --least $(LEAST)
	@echo "==> 核对：一万份自洽的报告，每种差错两百处 · the checks: ten thousand consistent reports"
	@$(BIN)/python -m evals.checked --count 10000 --faults 200
	@echo "==> 扫描件 · scans"
	@$(BIN)/python -m evals.exam --count 22 --carriers scan --least 0.98
	@$(MAKE) mutate

bench: $(READY) ## 各阶段的速度 · how fast the stages are
	@$(BIN)/python -m benchmarks

clean: ## 删除 .venv 与 build（不删权重与缓存）· remove .venv and build
	rm -rf $(VENV) build
