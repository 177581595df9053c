# Shared by ./run, ./test and ./bench: what they need beforehand, and which grain runtime they use.

# A runtime of which everything is built already, so that programs start as they are; for nobody beside these scripts.
built=${LEARNING_BUILT:-}
unset LEARNING_BUILT

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Installs a Debian package where that can be done without asking; says what to do where it cannot.
debian_package() { # package, what it is for
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $1 ($2) …"
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null 2>&1 && return 0
  fi
  say "$1 is missing: $2. Install it (Debian: apt-get install $1)."
  return 1
}

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET SDK 10 is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

need_postgres() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ||
    debian_package postgresql "the ledger's database; or give a connection string in LEARNING_POSTGRES" || exit 1
}

# Standard input, each line indented, so that who waits sees that something happens.
indented() { sed -u 's/^/  /' >&2; }

orleans_restores() {
  say "Looking whether the packages of Orleans restore …"
  timeout 300 dotnet restore Silo -p:GrainRuntime=Orleans -v q >/dev/null 2>&1
}

# Sets GRAIN_RUNTIME to what was asked for, or to Orleans where its packages restore, else Embedded.
choose_runtime() { # asked for, or empty
  [ -z "$built" ] || { export GRAIN_RUNTIME=$built; return; }
  case "$1" in
    Embedded) GRAIN_RUNTIME=Embedded ;;
    Orleans) orleans_restores ||
               fail "The packages of Orleans do not restore from the package sources here. \
Name a source that has them in RestoreAdditionalProjectSources, or take --runtime Embedded."
             GRAIN_RUNTIME=Orleans ;;
    "") local known=artifacts/grain-runtime
        if [ ! -f "$known" ] || [ Directory.Packages.props -nt "$known" ]; then
          mkdir -p artifacts
          if orleans_restores; then echo Orleans; else echo Embedded; fi >"$known"
        fi
        GRAIN_RUNTIME=$(cat "$known") ;;
    *) fail "--runtime is '$1'; expected Orleans or Embedded." ;;
  esac
  export GRAIN_RUNTIME
  say "Grain runtime: $GRAIN_RUNTIME"
}

# Builds the dashboard where its sources are newer than what was built. Without npm, or its registry, the service runs without one.
build_dashboard() {
  [ -z "$built" ] || return 0
  [ -f dashboard/dist/index.html ] &&
    [ -z "$(find dashboard docs/openapi.json -path dashboard/node_modules -prune -o -path dashboard/dist -prune \
      -o -path dashboard/src/openapi.ts -prune -o -type f -newer dashboard/dist/index.html -print 2>/dev/null | head -1)" ] && return
  say "Building the dashboard …"
  command -v npm >/dev/null || debian_package npm "the dashboard; the service runs without it" || return 0
  local log; log=$(mktemp)
  (cd dashboard && npm ci --no-audit --no-fund && npm run build) >"$log" 2>&1 ||
    { tail -5 "$log" >&2; say "The dashboard was not built; the service runs without it."; }
  rm -f "$log"
}

# Likewise the guide, of which every page of docs/ is one; the service runs without it, too.
build_guide() {
  [ -z "$built" ] || return 0
  local page=docs/.vitepress/dist/index.html
  [ -f $page ] &&
    [ -z "$(find docs CHANGELOG.md SECURITY.md -path docs/node_modules -prune -o -path docs/.vitepress/dist -prune \
      -o -path docs/.vitepress/cache -prune -o -type f -newer $page -print 2>/dev/null | head -1)" ] && return
  say "Building the guide …"
  command -v npm >/dev/null || debian_package npm "the guide; the service runs without it" || return 0
  local log; log=$(mktemp)
  (cd docs && npm ci --no-audit --no-fund && npm run build) >"$log" 2>&1 ||
    { tail -5 "$log" >&2; say "The guide was not built; the service runs without it."; }
  rm -f "$log"
}

# Builds projects, naming each part when it is done; all that the compiler says comes out where it fails.
build() { # project…
  [ -z "$built" ] || return 0
  local project log; log=$(mktemp)
  for project in "$@"; do
    say "Building $project …"
    dotnet build "$project" -c Release -v m -nologo -p:GrainRuntime="$GRAIN_RUNTIME" 2>&1 | tee "$log" |
      sed -un 's/^ *\([A-Za-z.]*\) -> .*/\1/p' | indented ||
      { grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2; rm -f "$log"; fail "The build of $project failed."; }
  done
  rm -f "$log"
}

program() { # project: the built executable
  echo "$PWD/artifacts/${GRAIN_RUNTIME,,}/bin/$1/release/LearningActors.$1"
}

# Every C# file is as CSharpier lays it out.
check_format() {
  dotnet tool restore >/dev/null 2>&1 || { say "CSharpier does not restore here: the layout of the code is not checked."; return 0; }
  dotnet csharpier check . >&2 || fail "Run 'dotnet csharpier format .' and commit what it changes."
}

# Asks the package sources for known vulnerabilities; one that is high or critical is an error. A source that does not know is named.
audit_packages() {
  local report
  if report=$(timeout 300 dotnet list LearningActors.sln package --vulnerable --include-transitive 2>&1); then
    ! grep -E '^ *> .*(High|Critical)' <<<"$report" >&2 ||
      fail "These NuGet packages have known vulnerabilities: take versions that have not."
  else
    say "The NuGet source does not answer for vulnerabilities: not checked."
  fi
  local site
  for site in dashboard docs; do
    [ -d "$site/node_modules" ] || continue
    report=$(cd "$site" && timeout 60 npm audit --json 2>/dev/null) || true
    if grep -q '"vulnerabilities"' <<<"$report"; then
      (cd "$site" && npm audit --audit-level=high >&2) \
        || fail "These npm packages of $site have known vulnerabilities: take versions that have not."
    else
      say "The npm source does not answer for vulnerabilities of $site: not checked."
    fi
  done
}
