module se2-go-host

go 1.19

require (
	github.com/bytecodealliance/wasmtime-go v0.35.0
	github.com/suborbital/vektor v0.5.3
)
