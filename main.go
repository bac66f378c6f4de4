// Silkwire is a multilingual syndication server for news outlets.
package main

func main() {}
