// Package config reads the configuration of a process of Homeward: environment variables, and
// files that hold secrets. It reports all mistakes at once, never repeats a value that it could
// not read, and never prints a secret. It connects to nothing and starts nothing.
package config
