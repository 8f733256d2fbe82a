# trial.rb FORMULA ARCHIVES PREFIX: goes through a filled-in formula where there is no brew: looks for the archive of this system among
# ARCHIVES, compares its hash, unpacks it, installs it below PREFIX and runs the formula's test. Of Homebrew's language it has
# what newscaster.rb says, and stops at anything else.
require "digest"
require "fileutils"
require "open3"
require "pathname"
require "rbconfig"
require "tmpdir"

class Pathname
  def install(*sources)
    mkpath
    sources.flatten.each do |source|
      pairs = source.is_a?(Hash) ? source : { source => File.basename(source) }
      pairs.each do |from, to|
        raise "the archive has no #{from}" unless File.file?(from)
        FileUtils.cp(from, self/to)
      end
    end
  end

  alias put write
  def write(text) = put(text)
end

class Formula
  HOST = RbConfig::CONFIG.values_at("host_os", "host_cpu").join(" ")

  class << self
    attr_reader :named, :dependencies, :tested

    %i[desc homepage version license url sha256].each do |word|
      define_method(word) { |value| (@named ||= {})[word] = value }
    end
    def depends_on(name) = (@dependencies ||= []) << name
    def on_macos = HOST.include?("darwin") && yield
    def on_linux = HOST.include?("linux") && yield
    def on_arm = HOST.match?(/arm|aarch64/) && yield
    def on_intel = HOST.include?("x86_64") && yield
    def test(&block) = @tested = block
  end

  attr_reader :testpath

  def initialize(prefix, testpath)
    @prefix = Pathname(prefix)
    @testpath = Pathname(testpath)
  end

  def version = self.class.named.fetch(:version)
  def bin = @prefix/"bin"
  def man1 = @prefix/"share/man/man1"
  def pkgshare = @prefix/"share"/self.class.name.downcase
  def bash_completion = @prefix/"etc/bash_completion.d"
  def zsh_completion = @prefix/"share/zsh/site-functions"
  def fish_completion = @prefix/"share/fish/vendor_completions.d"

  def shell_output(command)
    text, status = Open3.capture2(command)
    raise "#{command}: #{status}" unless status.success?
    text
  end

  def assert_match(pattern, text)
    raise "there is no #{pattern} in: #{text}" unless text.match?(Regexp.new(Regexp.escape(pattern)))
  end
end

file, archives, prefix = ARGV.map { |path| File.expand_path(path) }
load file
formula = ObjectSpace.each_object(Class).find { |a| a < Formula }
# As `brew audit` wants it.
description = formula.named.fetch(:desc)
raise "desc: #{description}" if description.length > 80 || description.end_with?(".") || description.match?(/\A(An?|The) /)
raise "a blank is left: #{formula.named}" if File.read(file).match?(/@[A-Z]/)
archive = File.join(archives, File.basename(formula.named.fetch(:url)))
raise "the hash is not that of #{archive}" unless Digest::SHA256.file(archive).hexdigest == formula.named.fetch(:sha256)
formula.dependencies.each { |name| system("command -v #{name} >/dev/null") || raise("#{name} is not there") }
Dir.mktmpdir do |folder|
  system("tar", "-xzf", archive, "-C", folder, exception: true)
  # brew goes into the only folder of an archive.
  Dir.chdir(Dir.children(folder).then { |all| all.one? ? File.join(folder, all.first) : folder }) { formula.new(prefix, folder).install }
end
Dir.mktmpdir { |folder| Dir.chdir(folder) { formula.new(prefix, folder).instance_eval(&formula.tested) } }
puts formula.new(prefix, ".").caveats
puts Dir.glob("#{prefix}/**/*").select { |path| File.file?(path) }.size.to_s + " files are installed, and the test passes"
