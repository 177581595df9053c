#!/usr/bin/env bash
# Packs the service with all that it needs, .NET too, into artifacts/packages: unpack it on a Linux machine (x64, glibc) and start it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/scripts/common.sh
[ $# -le 1 ] || fail "Usage: deploy/scripts/package.sh [Orleans|Embedded]"
need_dotnet
choose_runtime "${1:-}"
build_dashboard
build_guide
name=learningactors-linux-x64
packages=artifacts/packages
rm -rf "${packages:?}/$name"
mkdir -p "$packages/$name"
# The runtime of one platform is not in the lock files; versions are those of Directory.Packages.props.
for project in Cli Silo; do
  say "Publishing $project …"
  dotnet publish "$project" -c Release -r linux-x64 --self-contained -v q -nologo -p:GrainRuntime="$GRAIN_RUNTIME" \
    -p:NuGetLockFilePath="$PWD/artifacts/unlocked.json" -p:RestorePackagesWithLockFile=false -p:DebugType=none -p:RunAnalyzers=false \
    -p:GenerateDocumentationFile=false -p:ArtifactsPath="$PWD/artifacts/packing" -o "$packages/$name/bin" ||
    fail "The publication of $project failed."
done
cp deploy/systemd/* "$packages/$name/"
cp docs/deployment.md "$packages/$name/README.md"
tar -C "$packages" --owner=0 --group=0 --sort=name -czf "$packages/$name.tar.gz" "$name"
(cd "$packages" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
say "Written: $packages/$name.tar.gz ($(du -h "$packages/$name.tar.gz" | cut -f1)), $GRAIN_RUNTIME"
