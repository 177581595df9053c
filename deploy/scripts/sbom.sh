#!/usr/bin/env bash
# Writes what a release is made of: CycloneDX bills of materials of the service and of its pages, into artifacts/sbom.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/scripts/common.sh
need_dotnet
choose_runtime "${1:-}"
out=artifacts/sbom
mkdir -p "$out"
dotnet tool restore >/dev/null || fail "The tool CycloneDX does not restore from the package sources here."
dotnet restore Silo -p:GrainRuntime="$GRAIN_RUNTIME" -v q
GrainRuntime="$GRAIN_RUNTIME" dotnet tool run dotnet-CycloneDX Silo/Silo.csproj --recursive --disable-package-restore --output-format Json \
  --base-intermediate-output-path "artifacts/${GRAIN_RUNTIME,,}/obj" --output "$out" --filename "service-${GRAIN_RUNTIME,,}.cdx.json"
(cd dashboard && npm ci --no-audit --no-fund >/dev/null && npm sbom --sbom-format cyclonedx --omit dev) >"$out/pages.cdx.json"
# What the guide is built with; a part of it is in its pages.
(cd docs && npm ci --no-audit --no-fund >/dev/null && npm sbom --sbom-format cyclonedx) >"$out/guide.cdx.json"
say "Written: $(ls "$out"/*.cdx.json | tr '\n' ' ')"
