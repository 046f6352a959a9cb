// Package config reads the configuration of a process of Homeward: the environment, and files
// that hold secrets. It reports every mistake at once, never repeats a value that
// it could not read, and never prints a secret. It reaches nothing and starts nothing.
package config
